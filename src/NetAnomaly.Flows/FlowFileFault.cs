namespace NetAnomaly.Flows;

/// <summary>Why a file of flows cannot be read.</summary>
internal enum FlowFileFault
{
    /// <summary>There is no such file.</summary>
    NotFound,

    /// <summary>It is a directory.</summary>
    IsDirectory,

    /// <summary>It is a device, a pipe or a socket.</summary>
    NotAFile,

    /// <summary>It holds nothing.</summary>
    Empty,

    /// <summary>No format was recognised, or the one asked for does not exist.</summary>
    UnknownFormat,

    /// <summary>It lacks a column that a flow needs.</summary>
    MissingColumn,

    /// <summary>It is an archive within an archive, which is not unpacked.</summary>
    NestedArchive,

    /// <summary>It needs a password.</summary>
    Encrypted,

    /// <summary>It breaks off: a truncated archive or document.</summary>
    Truncated,

    /// <summary>Its structure is broken.</summary>
    Malformed,

    /// <summary>It unpacks to more than any export does.</summary>
    TooLarge,

    /// <summary>The operating system refuses it.</summary>
    AccessDenied,
}
