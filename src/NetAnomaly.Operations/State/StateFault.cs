namespace NetAnomaly.Operations.State;

/// <summary>What is wrong with a state file.</summary>
internal enum StateFault
{
    /// <summary>It cannot be opened, read or written: no right, no room, a lock that does not go.</summary>
    Unusable,

    /// <summary>It is no state file, or damaged.</summary>
    Damaged,

    /// <summary>A newer version of the product wrote it.</summary>
    Newer,

    /// <summary>Another scan has it.</summary>
    Held,

    /// <summary>It belongs to another scan, or to windows of another length.</summary>
    OfAnother,
}
