namespace NetAnomaly;

/// <summary>Which shape of an architecture a model has.</summary>
public enum ModelPreset
{
    /// <summary>The shape that serves best: every position of a conversation in one pass, factored words.</summary>
    Default,

    /// <summary>The shape that was published: one word predicted from a window of those before it.</summary>
    Published,
}
