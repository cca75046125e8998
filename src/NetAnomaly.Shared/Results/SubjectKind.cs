namespace NetAnomaly;

/// <summary>What evidence can be about.</summary>
public enum SubjectKind
{
    /// <summary>Two hosts, and what they say to each other.</summary>
    Pair,

    /// <summary>One host.</summary>
    Host,

    /// <summary>One host in its use of a service.</summary>
    HostService,
}
