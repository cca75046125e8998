namespace NetAnomaly;

/// <summary>What was decided over a conversation.</summary>
public enum Judgement
{
    /// <summary>It belongs to what the model knows, as far as was asked.</summary>
    Normal,

    /// <summary>It does not belong.</summary>
    Anomalous,

    /// <summary>Nothing could judge it: this is not to say that it is normal.</summary>
    Undetermined,
}
