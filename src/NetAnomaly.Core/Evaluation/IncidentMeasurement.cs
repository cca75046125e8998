using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Incidents;

namespace NetAnomaly.Core.Evaluation;

/// <summary>
/// Gathers labelled results into incidents as they are shown, and measures how right these are. Keeps numbers, not
/// flows. Not thread-safe.
/// </summary>
/// <param name="rule">Which labels are anomalous.</param>
/// <param name="maxPerDay">Left out are incidents as strong as which normal traffic brings more a day.</param>
internal sealed class IncidentMeasurement(LabelRule rule, double maxPerDay = IncidentBuilder.DefaultMaxPerDay)
{
    private static readonly int[] Tops = [5, 10, 20];
    private readonly ShownIncidents<IncidentMember> shown = new(maxPerDay);
    private readonly Dictionary<string, DateTime> firstFlows = new(StringComparer.Ordinal);

    /// <summary>When the first flow of each anomalous label began.</summary>
    public IReadOnlyDictionary<string, DateTime> FirstFlows => firstFlows;

    /// <summary>Takes a result, by window.</summary>
    public void Add(AnomalyResult result)
    {
        var sequence = result.Sequence;
        List<string>? labels = null;
        foreach (var flow in sequence.Flows)
        {
            if (!rule.IsAnomalous(flow.Label)) continue;
            if (labels?.Contains(flow.Label!) != true) (labels ??= []).Add(flow.Label!);
            if (!firstFlows.TryGetValue(flow.Label!, out var first) || flow.Start < first)
                firstFlows[flow.Label!] = flow.Start;
        }

        shown.Add(
            result,
            new IncidentMember(
                sequence.WindowStart, sequence.WindowStart + sequence.Window,
                1 / Math.Max(result.PValue, double.Epsilon), labels ?? (IReadOnlyList<string>)[]));
    }

    /// <summary>The incidents in the order in which they are shown; afterwards nothing can be added.</summary>
    public IReadOnlyList<MeasuredIncident> Complete() =>
        [.. shown.Complete().Select(one => new MeasuredIncident(one.Incident, one.Facts))];

    /// <summary>The figures of incidents in the order in which they are shown.</summary>
    public IncidentMetric Measure(IReadOnlyList<MeasuredIncident> ranked)
    {
        var firstRight = ranked.TakeWhile(one => !one.IsRight).Count();
        return new IncidentMetric
        {
            Shown = ranked.Count,
            Right = ranked.Count(one => one.IsRight),
            FirstRight = firstRight < ranked.Count ? firstRight + 1 : null,
            PrecisionPerDay = [.. Tops.Select(top => new DailyPrecision(top, PrecisionPerDay(top, ranked)))],
            TimeToDetect = TimeToDetect(ranked),
        };
    }

    private static double PrecisionPerDay(int top, IReadOnlyList<MeasuredIncident> ranked) => ranked
        .GroupBy(one => one.Day)
        .Select(day => day.Take(top).Average(one => one.IsRight ? 1.0 : 0.0))
        .DefaultIfEmpty(double.NaN).Average();

    private TimeSpan? TimeToDetect(IReadOnlyList<MeasuredIncident> ranked)
    {
        TimeSpan[] times =
        [
            .. ranked.Where(one => one.IsRight).SelectMany(one => one.Members)
                .SelectMany(member => member.Labels.Select(label => (label, member.WindowEnd)))
                .GroupBy(sighting => sighting.label, sighting => sighting.WindowEnd)
                .Where(label => firstFlows[label.Key] > DateTime.UnixEpoch)
                .Select(label => label.Min() - firstFlows[label.Key]).Order(),
        ];
        return times.Length == 0 ? null : times[times.Length / 2];
    }
}
