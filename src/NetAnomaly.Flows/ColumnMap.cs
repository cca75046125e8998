using System.Collections;

namespace NetAnomaly.Flows;

/// <summary>
/// Which column of a CSV file holds which part of a flow. Names are compared without case; immutable.
/// </summary>
/// <remarks>Start, source and destination must be mapped; everything else may be absent.</remarks>
internal sealed record ColumnMap
{
    /// <summary>
    /// Start time: ISO 8601 (UTC unless it says otherwise), or seconds, milliseconds, microseconds or nanoseconds since
    /// 1970, told apart by size.
    /// </summary>
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

    /// <summary>
    /// TCP flags or connection state. A number is read as the flag bits of RFC 9293 and becomes letters in the order
    /// FSRPAUEC.
    /// </summary>
    public string? State { get; init; }

    /// <summary>Service or application.</summary>
    public string? Service { get; init; }

    /// <summary>Label.</summary>
    public string? Label { get; init; }

    /// <summary>More about the label; stands behind it after a space.</summary>
    public string? LabelDetail { get; init; }

    /// <summary>The parts of a flow that can be mapped, as <see cref="FromDictionary"/> takes them.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        nameof(Start), nameof(End), nameof(Duration), nameof(Protocol), nameof(Source), nameof(SourcePort),
        nameof(Destination),
        nameof(DestinationPort), nameof(Bytes), nameof(SourceBytes), nameof(DestinationBytes), nameof(Packets),
        nameof(SourcePackets),
        nameof(DestinationPackets), nameof(State), nameof(Service), nameof(Label), nameof(LabelDetail),
    ];

    /// <summary>
    /// Makes a map of a table such as <c>@{ Start = 'first'; Source = 'src'; Destination = 'dst' }</c>.
    /// </summary>
    /// <param name="columns">Column names by the <see cref="Keys"/>, compared without case; <c>SourceAddress</c>,
    /// <c>DestinationAddress</c>, <c>StartTime</c> and <c>EndTime</c> are understood too.</param>
    /// <exception cref="ArgumentException">A key is unknown or comes twice, a column has no name, or start, source or
    /// destination is missing.</exception>
    public static ColumnMap FromDictionary(IDictionary columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in columns)
        {
            var key = Key(entry.Key.ToString() ?? "");
            if (entry.Value?.ToString() is not { } column || string.IsNullOrWhiteSpace(column))
                throw new ArgumentException(
                    $"The column map names no column for {key}; leave the key out where there is none.",
                    nameof(columns));
            if (!named.TryAdd(key, column.Trim()))
                throw new ArgumentException($"The column map names two columns for {key}; keep one.", nameof(columns));
        }

        string Needed(string key) => named.TryGetValue(key, out var column)
            ? column
            : throw new ArgumentException(
                $"The column map lacks {key}; it needs Start, Source and Destination at least.", nameof(columns));
        return new ColumnMap
        {
            Start = Needed(nameof(Start)),
            End = named.GetValueOrDefault(nameof(End)),
            Duration = named.GetValueOrDefault(nameof(Duration)),
            Protocol = named.GetValueOrDefault(nameof(Protocol)),
            Source = Needed(nameof(Source)),
            SourcePort = named.GetValueOrDefault(nameof(SourcePort)),
            Destination = Needed(nameof(Destination)),
            DestinationPort = named.GetValueOrDefault(nameof(DestinationPort)),
            Bytes = named.GetValueOrDefault(nameof(Bytes)),
            SourceBytes = named.GetValueOrDefault(nameof(SourceBytes)),
            DestinationBytes = named.GetValueOrDefault(nameof(DestinationBytes)),
            Packets = named.GetValueOrDefault(nameof(Packets)),
            SourcePackets = named.GetValueOrDefault(nameof(SourcePackets)),
            DestinationPackets = named.GetValueOrDefault(nameof(DestinationPackets)),
            State = named.GetValueOrDefault(nameof(State)),
            Service = named.GetValueOrDefault(nameof(Service)),
            Label = named.GetValueOrDefault(nameof(Label)),
            LabelDetail = named.GetValueOrDefault(nameof(LabelDetail)),
        };
    }

    /// <summary>The columns that are mapped, with what each holds.</summary>
    internal IReadOnlyList<(FlowField Field, string Column)> Mapped() =>
    [
        .. new (FlowField Field, string? Column)[]
        {
            (FlowField.Start, Start), (FlowField.End, End), (FlowField.Duration, Duration),
            (FlowField.Protocol, Protocol),
            (FlowField.Source, Source), (FlowField.SourcePort, SourcePort), (FlowField.Destination, Destination),
            (FlowField.DestinationPort, DestinationPort), (FlowField.Bytes, Bytes),
            (FlowField.SourceBytes, SourceBytes),
            (FlowField.DestinationBytes, DestinationBytes), (FlowField.Packets, Packets),
            (FlowField.SourcePackets, SourcePackets),
            (FlowField.DestinationPackets, DestinationPackets), (FlowField.State, State), (FlowField.Service, Service),
            (FlowField.Label, Label), (FlowField.LabelDetail, LabelDetail),
        }.Where(pair => pair.Column is not null).Select(pair => (pair.Field, pair.Column!)),
    ];

    private static string Key(string given) =>
        Keys.FirstOrDefault(key => key.Equals(given, StringComparison.OrdinalIgnoreCase))
        ?? given.ToUpperInvariant() switch
        {
            "SOURCEADDRESS" => nameof(Source),
            "DESTINATIONADDRESS" => nameof(Destination),
            "STARTTIME" => nameof(Start),
            "ENDTIME" => nameof(End),
            _ => throw new ArgumentException(
                $"A column map has no '{given}'. It can name {string.Join(", ", Keys)}.", nameof(given)),
        };
}
