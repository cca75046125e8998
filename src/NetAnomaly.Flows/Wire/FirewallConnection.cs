namespace NetAnomaly.Flows.Wire;

/// <summary>A firewall's connection whose end was not told yet.</summary>
internal sealed class FirewallConnection
{
    /// <summary>What it is known by.</summary>
    public required ConnectionKey Key { get; init; }

    /// <summary>The ordinal of the first record that told of it.</summary>
    public required long Ordinal { get; init; }

    /// <summary>What was told of it so far.</summary>
    public BinaryFlow Flow { get; } = new();

    /// <summary>What happened last.</summary>
    public FirewallEvent Event { get; set; }

    /// <summary>When something was told of it last: ticks of the export.</summary>
    public long LastTold { get; set; }

    /// <summary>Where it stands in the order of what was told last.</summary>
    public LinkedListNode<FirewallConnection>? Place { get; set; }

    /// <summary>Takes the next event.</summary>
    public void Add(BinaryFlow told, FirewallEvent what)
    {
        Event = what;
        if (what == FirewallEvent.Deleted && IsTotal(told))
        {
            (Flow.Bytes, Flow.Packets) = (told.Bytes, told.Packets);
            (Flow.ReverseBytes, Flow.ReversePackets) = (told.ReverseBytes, told.ReversePackets);
        }
        else
        {
            (Flow.Bytes, Flow.Packets) = (Sum(Flow.Bytes, told.Bytes), Sum(Flow.Packets, told.Packets));
            (Flow.ReverseBytes, Flow.ReversePackets) =
                (Sum(Flow.ReverseBytes, told.ReverseBytes), Sum(Flow.ReversePackets, told.ReversePackets));
        }

        if (told.HasStart && (!Flow.HasStart || told.Start < Flow.Start)) Flow.SetStart(told.Start);
        if (told.HasEnd && (!Flow.HasEnd || told.End > Flow.End)) Flow.SetEnd(told.End);
        Flow.Export = told.Export;
    }

    /// <summary>
    /// The end of a connection tells what it counted in all; where that is less than the updates together, it tells
    /// what is new since the last one.
    /// </summary>
    private bool IsTotal(BinaryFlow told) => Both(told.Bytes, told.ReverseBytes) >= Both(Flow.Bytes, Flow.ReverseBytes)
        && Both(told.Packets, told.ReversePackets) >= Both(Flow.Packets, Flow.ReversePackets);

    private static UInt128 Both(long one, long other) => (UInt128)Math.Max(0, one) + (UInt128)Math.Max(0, other);

    private static long Sum(long one, long other) =>
        one < 0 ? other : other < 0 ? one : one > long.MaxValue - other ? long.MaxValue : one + other;
}

/// <summary>What tells one connection of an exporter from another.</summary>
internal readonly record struct ConnectionKey(
    UInt128 Exporter, uint Domain, ulong Id, UInt128 Source, UInt128 Destination, int SourcePort, int DestinationPort,
    int Protocol)
{
    /// <summary>The key of the connection that a record tells of.</summary>
    public static ConnectionKey Of(BinaryFlow flow, UInt128 exporter, uint domain, ulong id) => new(
        exporter, domain, id, flow.Source, flow.Destination, flow.SourcePort, flow.DestinationPort, flow.Protocol);
}
