namespace NetAnomaly.Core.Readers;

/// <summary>Which column of a CSV file holds which part of a flow. Names are compared without case; immutable.</summary>
/// <remarks>Start, source and destination must be mapped; everything else may be absent.</remarks>
public sealed record ColumnMap
{
    /// <summary>Start time: ISO 8601 (UTC unless it says otherwise), or seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size.</summary>
    public required string Start { get; init; }

    /// <summary>End time, in the forms of <see cref="Start"/>.</summary>
    public string? End { get; init; }

    /// <summary>Duration in seconds; used where there is no <see cref="End"/>.</summary>
    public string? Duration { get; init; }

    /// <summary>Protocol by name or number.</summary>
    public string? Protocol { get; init; }

    /// <summary>Source address.</summary>
    public required string Source { get; init; }

    /// <summary>Source port.</summary>
    public string? SourcePort { get; init; }

    /// <summary>Destination address.</summary>
    public required string Destination { get; init; }

    /// <summary>Destination port.</summary>
    public string? DestinationPort { get; init; }

    /// <summary>Bytes in both directions together.</summary>
    public string? Bytes { get; init; }

    /// <summary>Bytes from the source.</summary>
    public string? SourceBytes { get; init; }

    /// <summary>Bytes from the destination.</summary>
    public string? DestinationBytes { get; init; }

    /// <summary>Packets in both directions together.</summary>
    public string? Packets { get; init; }

    /// <summary>Packets from the source.</summary>
    public string? SourcePackets { get; init; }

    /// <summary>Packets from the destination.</summary>
    public string? DestinationPackets { get; init; }

    /// <summary>TCP flags or connection state.</summary>
    public string? State { get; init; }

    /// <summary>Service or application.</summary>
    public string? Service { get; init; }

    /// <summary>Label.</summary>
    public string? Label { get; init; }
}
