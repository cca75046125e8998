using NetAnomaly.Internal;

namespace NetAnomaly.Core.Incidents;

/// <summary>
/// An incident that may still grow. Keeps the strangest conversations only, so that a scan of millions stays small.
/// </summary>
internal sealed class OpenIncident
{
    private const int MostKept = 10;
    private const int MostReasons = 3;
    private readonly string host;
    private readonly bool ofDestination;
    private readonly IIncidentCalibration? scale;
    private readonly string scan;
    private readonly string id;
    private readonly SortedSet<string> models = new(StringComparer.Ordinal);
    private readonly PriorityQueue<AnomalyResult, double> kept = new();
    private readonly HashSet<string> peers = new(StringComparer.Ordinal);
    private readonly Dictionary<DateTime, (double Sum, double Most)> sums = [];
    private readonly SortedSet<string> labels = new(StringComparer.Ordinal);
    private DateTime start;
    private int conversations;
    private long flows;
    private double score = double.NegativeInfinity;
    private double pValue = 1;
    private double sum;
    private double? perDay;
    private double? leastPerDay;
    private double severity = double.NegativeInfinity;
    private double? days;

    public OpenIncident(string host, bool ofDestination, AnomalyResult first)
    {
        (this.host, this.ofDestination, scale) = (host, ofDestination, first.IncidentCalibration);
        start = End = first.WindowStart;
        Window = first.Sequence.Window;
        (scan, id) = (first.Scan, ResultIdentity.OfIncident(first.Scan, Subject.Host(host), start));
    }

    /// <summary>Start of its last window so far.</summary>
    public DateTime End { get; private set; }

    /// <summary>Length of a window.</summary>
    public TimeSpan Window { get; }

    public void Add(AnomalyResult result)
    {
        conversations++;
        flows += result.FlowCount;
        if (result.WindowStart < start) start = result.WindowStart;
        if (result.WindowStart > End) End = result.WindowStart;
        score = Math.Max(score, result.Score);
        pValue = Math.Min(pValue, result.PValue);
        if (result.ExpectedPerDay is { } rate)
        {
            perDay = Math.Min(perDay ?? rate, rate);
            if (result.LeastPerDay is { } floor) leastPerDay = Math.Min(leastPerDay ?? floor, floor);
            severity = Math.Max(severity, result.Severity ?? -Math.Log(rate));
            days = result.CountedDays;
        }

        sum += 1 / Math.Max(result.PValue, double.Epsilon);
        var weight = scale?.Weight(result.CautiousPValue ?? result.PValue) ?? 0;
        var most = result.SmallestCautiousPValue is > 0 and var least ? scale?.Weight(least) ?? 0 : weight;
        var known = sums.GetValueOrDefault(result.WindowStart);
        sums[result.WindowStart] = (known.Sum + weight, known.Most + Math.Max(weight, most));
        if ((host == result.SourceAddress ? result.DestinationAddress : result.SourceAddress) is { } peer)
            peers.Add(peer);
        labels.UnionWith(result.Labels);
        models.Add(result.Model);
        kept.Enqueue(result, result.Score);
        if (kept.Count > MostKept) kept.Dequeue();
    }

    private double Strongest => sums.Values.Max(window => window.Sum);

    public AnomalyIncident Close()
    {
        AnomalyResult[] top = [.. kept.UnorderedItems.Select(item => item.Element)
            .OrderByDescending(result => result.Score).ThenBy(result => result.WindowStart)
            .ThenBy(result => result.DestinationAddress, StringComparer.Ordinal)];
        return new AnomalyIncident
        {
            Id = id,
            Scan = scan,
            Subject = Subject.Host(host),
            Host = host,
            Start = start,
            End = End + Window,
            Conversations = conversations,
            Flows = flows,
            Peers = peers.Count,
            Score = score,
            Severity = perDay is null ? Math.Log(sum) : severity,
            PValue = pValue,
            ExpectedPerDay = perDay ?? scale?.PerDay(Strongest, ofDestination),
            LeastPerDay = perDay is not null ? leastPerDay
                : scale?.IsAtTop(Strongest, ofDestination) == true
                ? scale.PerDay(sums.Values.Max(window => window.Most), ofDestination)
                : null,
            IsEstimate = perDay is null ? scale?.Days <= 1 : days <= 1 || perDay * days < 1,
            Reasons = [.. ReasonsOf(top)],
            Labels = [.. labels],
            Model = string.Join(", ", models),
            Top = top,
        };
    }

    // One of each kind that leads, strongest first: a flood has hundreds that differ in numbers only.
    private static IEnumerable<string> ReasonsOf(IEnumerable<AnomalyResult> top) =>
        top.DistinctBy(result => result.Evidence.Count == 0 ? result.Reason : Leading(result))
            .Select(result => result.Reason).Distinct(StringComparer.Ordinal).Take(MostReasons);

    private static string Leading(AnomalyResult result) => result.Evidence.MaxBy(evidence => evidence.Share).Name;
}
