namespace NetAnomaly.Operations.Suppressions;

/// <summary>Why a suppression does not hide what it describes.</summary>
internal enum SuppressionMissCause
{
    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>There is more than it allows.</summary>
    OverCeiling,

    /// <summary>Not all that would have to be looked at is there, so that it may not describe all of it.</summary>
    NotAllKnown,
}
