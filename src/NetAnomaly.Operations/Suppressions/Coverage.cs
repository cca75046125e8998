namespace NetAnomaly.Operations.Suppressions;

/// <summary>Whether a suppression describes something. In this order the weaker of two counts.</summary>
internal enum Coverage
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>That cannot be told: a part of what would have to be looked at is not there.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Yes,
}
