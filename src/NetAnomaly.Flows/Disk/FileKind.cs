namespace NetAnomaly.Flows.Disk;

/// <summary>What stands at a path, behind all links.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    Missing,

    /// <summary>A file with content.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A device, a pipe or a socket: opening it can wait for ever, or do something.</summary>
    Special,
}
