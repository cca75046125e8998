namespace NetAnomaly;

/// <summary>Which of two models raise an incident.</summary>
public enum RaisedBy
{
    /// <summary>The reference model alone.</summary>
    Reference,

    /// <summary>The other model alone.</summary>
    Difference,

    /// <summary>Both.</summary>
    Both,
}
