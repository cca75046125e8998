namespace NetAnomaly.Flows.Pairing;

/// <summary>
/// Counts a flow once that several exporters report, streaming and in bounded memory. Two records tell of one flow when
/// source, destination, ports and protocol are the same, they come from different exporters, and their starts lie no
/// more than <see cref="Tolerance"/> apart. The one with more packets stays, of equal ones that with more bytes, else
/// the one that came first. Not thread-safe.
/// </summary>
/// <remarks>
/// The exporter is the sender and its observation domain where a format tells them, else the file. Two records of one
/// exporter are never the same flow. A record waits for others until records that end <see cref="Patience"/> later have
/// come, or more than <see cref="MaxWaiting"/> wait: then the oldest goes. Flows leave in the order in which their
/// first records came.
/// </remarks>
internal sealed class FlowDeduplicator
{
    /// <summary>Flows that wait at most; about 100 MB.</summary>
    public const int MaxWaiting = 1 << 18;

    /// <summary>How far apart the starts may lie: exporters see a flow one after the other, by clocks of their own.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>For how long a flow waits, by the ends of the records that come: exporters send them minutes late.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Of flows that differ in nothing but time, few are close: a flood of them must not make each new one slow.
    private const int MaxAlike = 32;

    private readonly int capacity;
    private readonly Dictionary<PairKey, List<Waiting>> byKey = [];
    private readonly LinkedList<Waiting> byArrival = new();
    private DateTime latestEnd = DateTime.MinValue;

    /// <summary>A deduplicator that holds no flow yet.</summary>
    /// <param name="maxWaiting">Flows that wait at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">There would be room for none.</exception>
    public FlowDeduplicator(int maxWaiting = MaxWaiting)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWaiting, 1);
        capacity = maxWaiting;
    }

    /// <summary>How many records were left out, because another exporter's told of the same flow.</summary>
    public long Duplicates { get; private set; }

    /// <summary>The flows of a stream, each once, lazily.</summary>
    public static IEnumerable<FlowRecord> Deduplicate(
        IEnumerable<FlowRecord> flows, FlowDeduplicator? deduplicator = null)
    {
        deduplicator ??= new FlowDeduplicator();
        var settled = new List<FlowRecord>();
        foreach (var flow in flows)
        {
            deduplicator.Add(flow, settled);
            foreach (var one in settled) yield return one;
            settled.Clear();
        }

        deduplicator.Complete(settled);
        foreach (var one in settled) yield return one;
    }

    /// <summary>Takes a record.</summary>
    /// <param name="flow">The record.</param>
    /// <param name="settled">Takes the flows that wait no longer.</param>
    public void Add(FlowRecord flow, ICollection<FlowRecord> settled)
    {
        ArgumentNullException.ThrowIfNull(settled);
        var end = flow.Start + flow.Duration;
        if (end > latestEnd) latestEnd = end;
        while (byArrival.First is { } oldest && latestEnd - oldest.Value.End > Patience) Forget(oldest.Value, settled);
        var key = PairKey.Of(flow);
        if (byKey.TryGetValue(key, out var alike) && Nearest(alike, flow) is { } known)
        {
            known.Take(flow, end);
            Duplicates++;
            return;
        }

        if (alike is { Count: >= MaxAlike }) Forget(alike[0], settled);
        if (byArrival.Count >= capacity) Forget(byArrival.First!.Value, settled);
        var waiting = new Waiting(key, flow, end);
        if (!byKey.TryGetValue(key, out alike)) byKey.Add(key, alike = new List<Waiting>(1));
        alike.Add(waiting);
        waiting.Place = byArrival.AddLast(waiting);
    }

    /// <summary>Hands on all that still wait, in the order of their arrival: no more records will come.</summary>
    public void Complete(ICollection<FlowRecord> settled)
    {
        ArgumentNullException.ThrowIfNull(settled);
        foreach (var waiting in byArrival) settled.Add(waiting.Flow);
        byArrival.Clear();
        byKey.Clear();
    }

    private static Waiting? Nearest(List<Waiting> alike, FlowRecord flow)
    {
        Waiting? nearest = null;
        var least = Tolerance;
        foreach (var waiting in alike)
        {
            var apart = (waiting.Start - flow.Start).Duration();
            if (apart > least || (nearest is not null && apart == least) || !waiting.IsNewTo(flow)) continue;
            (nearest, least) = (waiting, apart);
        }

        return nearest;
    }

    private void Forget(Waiting waiting, ICollection<FlowRecord> settled)
    {
        var alike = byKey[waiting.Key];
        if (alike.Count > 1) alike.Remove(waiting);
        else byKey.Remove(waiting.Key);
        byArrival.Remove(waiting.Place!);
        settled.Add(waiting.Flow);
    }

    private sealed class Waiting(PairKey key, FlowRecord flow, DateTime end)
    {
        private List<string?>? others;

        public PairKey Key { get; } = key;

        /// <summary>The start that its first record told.</summary>
        public DateTime Start { get; } = flow.Start;

        public FlowRecord Flow { get; private set; } = flow;

        public DateTime End { get; private set; } = end;

        public LinkedListNode<Waiting>? Place { get; set; }

        private string? Exporter { get; } = ExporterOf(flow);

        /// <summary>Whether the exporter of a record has told nothing of this flow yet.</summary>
        public bool IsNewTo(FlowRecord record)
        {
            var exporter = ExporterOf(record);
            return exporter != Exporter && others?.Contains(exporter) != true;
        }

        public void Take(FlowRecord record, DateTime end)
        {
            (others ??= new List<string?>(1)).Add(ExporterOf(record));
            if (end > End) End = end;
            var (more, known) = (record.Packets ?? 0, Flow.Packets ?? 0);
            if (more > known || (more == known && (record.Bytes ?? 0) > (Flow.Bytes ?? 0))) Flow = record;
        }

        private static string? ExporterOf(FlowRecord record) => record.Exporter ?? record.File;
    }
}
