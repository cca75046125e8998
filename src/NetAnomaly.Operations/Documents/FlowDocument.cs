namespace NetAnomaly.Operations.Documents;

/// <summary>A flow as it is stored: what tells it apart, without the columns of feature models. Immutable.</summary>
internal sealed record FlowDocument
{
    public required DateTime Start { get; init; }

    public TimeSpan Duration { get; init; }

    public required string Protocol { get; init; }

    public required string Source { get; init; }

    public int? SourcePort { get; init; }

    public required string Destination { get; init; }

    public int? DestinationPort { get; init; }

    public long? Bytes { get; init; }

    public long? SourceBytes { get; init; }

    public long? Packets { get; init; }

    public long? SourcePackets { get; init; }

    public string? State { get; init; }

    public string? Service { get; init; }

    public string? Label { get; init; }

    public string? File { get; init; }

    public long Line { get; init; }

    public static FlowDocument Of(FlowRecord flow) => new()
    {
        Start = flow.Start,
        Duration = flow.Duration,
        Protocol = flow.Protocol,
        Source = flow.SourceAddress,
        SourcePort = flow.SourcePort,
        Destination = flow.DestinationAddress,
        DestinationPort = flow.DestinationPort,
        Bytes = flow.Bytes,
        SourceBytes = flow.SourceBytes,
        Packets = flow.Packets,
        SourcePackets = flow.SourcePackets,
        State = flow.State,
        Service = flow.Service,
        Label = flow.Label,
        File = flow.File,
        Line = flow.Line,
    };

    public FlowRecord ToFlow() => new()
    {
        Start = Start,
        Duration = Duration,
        Protocol = Protocol,
        SourceAddress = Source,
        SourcePort = SourcePort,
        DestinationAddress = Destination,
        DestinationPort = DestinationPort,
        Bytes = Bytes,
        SourceBytes = SourceBytes,
        Packets = Packets,
        SourcePackets = SourcePackets,
        State = State,
        Service = Service,
        Label = Label,
        File = File,
        Line = Line,
    };
}
