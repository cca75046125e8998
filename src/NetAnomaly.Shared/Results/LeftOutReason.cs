namespace NetAnomaly;

/// <summary>Why conversations are not trained on when a model is trained again.</summary>
public enum LeftOutReason
{
    /// <summary>A suppression describes them.</summary>
    Suppressed,

    /// <summary>They are part of an incident that a person marked as true.</summary>
    MarkedTrue,

    /// <summary>They are part of an incident that was raised, and nobody has said that it is harmless.</summary>
    Suspected,

    /// <summary>Their label is one that the model's training leaves out.</summary>
    Labelled,
}
