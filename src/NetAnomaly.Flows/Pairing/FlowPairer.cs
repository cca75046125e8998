namespace NetAnomaly.Flows.Pairing;

/// <summary>
/// Pairs records of one direction each to flows of both directions, streaming and in bounded memory. A record waits for
/// one of the opposite direction (same addresses, ports and protocol; for ICMP question and answer) that overlaps it in
/// time, or ends no later than <see cref="Gap"/> before it begins. Not thread-safe.
/// </summary>
/// <remarks>
/// The one that began first is the source's; where both began at once, the one to the lower port. Records that count
/// both directions already pass unchanged. What finds no partner is handed on as it came, once records that end
/// <see cref="Patience"/> later have come, or when more than <see cref="MaxWaiting"/> wait: then the oldest. Flows
/// leave in the order in which they are settled.
/// </remarks>
internal sealed class FlowPairer
{
    /// <summary>Records that wait at most; about 100 MB.</summary>
    public const int MaxWaiting = 1 << 18;

    /// <summary>
    /// How far apart in time the two directions may lie: exporters cut a long flow at different moments in either
    /// direction.
    /// </summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMinutes(1);

    /// <summary>
    /// For how long a record waits, by the ends of the records that come: exporters send records minutes late.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Of records that differ in nothing but time, few overlap: a flood of them must not make each new one slow.
    private const int MaxAlike = 32;

    private readonly StringPool states = new();
    private readonly int capacity;
    private readonly Dictionary<PairKey, LinkedList<Waiting>> byKey = [];
    private readonly LinkedList<Waiting> byArrival = new();
    private DateTime latestEnd = DateTime.MinValue;

    /// <summary>A pairer that holds no record yet.</summary>
    /// <param name="maxWaiting">Records that wait at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">There would be room for none.</exception>
    public FlowPairer(int maxWaiting = MaxWaiting)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWaiting, 1);
        capacity = maxWaiting;
    }

    /// <summary>How many pairs were made.</summary>
    public long Pairs { get; private set; }

    /// <summary>How many records wait.</summary>
    public int Count => byArrival.Count;

    /// <summary>The flows of a stream, paired, lazily.</summary>
    public static IEnumerable<FlowRecord> Pair(IEnumerable<FlowRecord> flows, FlowPairer? pairer = null)
    {
        pairer ??= new FlowPairer();
        var settled = new List<FlowRecord>();
        foreach (var flow in flows)
        {
            pairer.Add(flow, settled);
            foreach (var one in settled) yield return one;
            settled.Clear();
        }

        pairer.Complete(settled);
        foreach (var one in settled) yield return one;
    }

    /// <summary>Takes a record.</summary>
    /// <param name="flow">The record.</param>
    /// <param name="settled">Takes the flows that are settled by it; mostly one or none.</param>
    public void Add(FlowRecord flow, ICollection<FlowRecord> settled)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var end = flow.Start + flow.Duration;
        if (end > latestEnd) latestEnd = end;
        while (byArrival.First is { } oldest && (byArrival.Count > capacity || latestEnd - oldest.Value.End > Patience))
            Forget(oldest.Value, settled);
        if (IsTwoWay(flow))
        {
            settled.Add(flow);
            return;
        }

        if (FindPartner(flow, end) is { } partner)
        {
            Remove(partner);
            settled.Add(Join(partner.Flow, flow));
            Pairs++;
            return;
        }

        if (Wait(flow, end) is { } displaced) Forget(displaced, settled);
        if (byArrival.Count > capacity) Forget(byArrival.First!.Value, settled);
    }

    /// <summary>Hands on all that still wait, in the order of their arrival: no more records will come.</summary>
    public void Complete(ICollection<FlowRecord> settled)
    {
        ArgumentNullException.ThrowIfNull(settled);
        foreach (var waiting in byArrival) settled.Add(waiting.Flow);
        byArrival.Clear();
        byKey.Clear();
    }

    /// <summary>The flow of both directions that two records make.</summary>
    internal FlowRecord Join(FlowRecord one, FlowRecord other)
    {
        var (forward, back) = IsForward(one, other) ? (one, other) : (other, one);
        var end = Math.Max((forward.Start + forward.Duration).Ticks, (back.Start + back.Duration).Ticks);
        return forward with
        {
            Start = new DateTime(Math.Min(forward.Start.Ticks, back.Start.Ticks), DateTimeKind.Utc),
            Duration = new TimeSpan(end - Math.Min(forward.Start.Ticks, back.Start.Ticks)),
            Bytes = Sum(forward.Bytes, back.Bytes),
            SourceBytes = forward.Bytes,
            Packets = Sum(forward.Packets, back.Packets),
            SourcePackets = forward.Packets,
            State = State(forward.State, back.State),
            Service = forward.Service ?? back.Service,
            Label = forward.Label ?? back.Label,
        };
    }

    private static bool IsTwoWay(FlowRecord flow) => flow.DestinationPackets > 0 || flow.DestinationBytes > 0;

    private static bool IsForward(FlowRecord one, FlowRecord other) =>
        one.Start != other.Start ? one.Start < other.Start
        : one.DestinationPort != other.DestinationPort && one.DestinationPort is { } ones
        && other.DestinationPort is { } others ? ones < others
        : true;

    private static long? Sum(long? one, long? other) =>
        one is null ? other : other is null ? one : one + Math.Min(other.Value, long.MaxValue - one.Value);

    /// <summary>Flags of both directions in the manner of Argus.</summary>
    private string? State(string? forward, string? back) => (forward?.TrimEnd('_'), back?.TrimEnd('_')) switch
    {
        (null or "", null or "") => null,
        var (own, other) => states.Share($"{own}_{other}"),
    };

    private Waiting? FindPartner(FlowRecord flow, DateTime end)
    {
        if (!byKey.TryGetValue(PairKey.OfAnswer(flow), out var candidates)) return null;
        foreach (var candidate in candidates)
        {
            if (flow.Start - candidate.End <= Gap && candidate.Flow.Start - end <= Gap) return candidate;
        }

        return null;
    }

    /// <summary>Lets a record wait; gives the oldest of those like it, where they are too many.</summary>
    private Waiting? Wait(FlowRecord flow, DateTime end)
    {
        var waiting = new Waiting(flow, end);
        if (!byKey.TryGetValue(waiting.Key, out var same)) byKey.Add(waiting.Key, same = new LinkedList<Waiting>());
        waiting.AmongSame = same.AddLast(waiting);
        waiting.AmongAll = byArrival.AddLast(waiting);
        return same.Count > MaxAlike ? same.First!.Value : null;
    }

    private void Forget(Waiting waiting, ICollection<FlowRecord> settled)
    {
        Remove(waiting);
        settled.Add(waiting.Flow);
    }

    private void Remove(Waiting waiting)
    {
        var same = waiting.AmongSame!.List!;
        same.Remove(waiting.AmongSame);
        if (same.Count == 0) byKey.Remove(waiting.Key);
        byArrival.Remove(waiting.AmongAll!);
    }

    private sealed class Waiting(FlowRecord flow, DateTime end)
    {
        public FlowRecord Flow { get; } = flow;

        public DateTime End { get; } = end;

        public PairKey Key { get; } = PairKey.Of(flow);

        public LinkedListNode<Waiting>? AmongSame { get; set; }

        public LinkedListNode<Waiting>? AmongAll { get; set; }
    }
}
