namespace NetAnomaly;

/// <summary>How much a finding about a data set weighs.</summary>
public enum FindingSeverity
{
    /// <summary>To be known when figures are read.</summary>
    Note,

    /// <summary>Figures measured on the data are likely to be too good, or do not carry over.</summary>
    Warning,

    /// <summary>Figures measured on the data say little about detection.</summary>
    Severe,
}
