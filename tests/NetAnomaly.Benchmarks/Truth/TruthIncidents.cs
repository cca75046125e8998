using NetAnomaly.Benchmarks.Truth.Captures;
using NetAnomaly.Core.Evaluation;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>
/// How right the incidents of a scan are, in the order in which they are shown to who looks at twenty a day.
/// </summary>
internal sealed class TruthIncidents
{
    private const int Budget = 20;
    private readonly IReadOnlyList<MeasuredIncident> ranked;
    private readonly TruthTraffic traffic;
    private readonly MeasuredIncident[] within;
    private readonly IncidentMetric metric;
    private readonly IncidentMetric byDefault;

    /// <summary>Gathers incidents of results.</summary>
    public TruthIncidents(TruthTraffic traffic, IReadOnlyList<AnomalyResult> results)
    {
        var measurement = new IncidentMeasurement(traffic.Rule, double.PositiveInfinity);
        foreach (var result in IncidentBudget.Apply(results, Budget)) measurement.Add(result);
        this.traffic = traffic;
        ranked = measurement.Complete();
        byDefault = Default(traffic, results);
        metric = measurement.Measure(ranked);
        within = [.. ranked.GroupBy(one => one.Day).SelectMany(day => day.Take(Budget)).Where(one => one.IsRight)];
    }

    /// <summary>The figures.</summary>
    public IncidentFigures Figures() => new(
        metric, byDefault, [First(5), First(10), First(20)], RPrecision(), [.. ByLabel()]);

    // Precision of the first k, where k is the number of hosts that attack or, where many attack one, are attacked.
    private double RPrecision()
    {
        var wanted = Culprits();
        return wanted == 0 ? double.NaN : ranked.Take(wanted).Count(one => one.IsRight) / (double)wanted;
    }

    private (int Right, int All) First(int top)
    {
        MeasuredIncident[] first = [.. ranked.GroupBy(one => one.Day).SelectMany(day => day.Take(top))];
        return (first.Count(one => one.IsRight), first.Length);
    }

    private IEnumerable<LabelFigures> ByLabel() =>
        from flow in traffic.Test
        where traffic.IsBad(flow)
        group flow.Start by flow.Label
        into label
        orderby label.Key
        select Found(label.Key, [.. label.GroupBy(start => start.Date, start => start, (_, day) => day.Min())]);

    private int? Rank(string label) =>
        ranked.Index().Where(one => one.Item.IsRight && Holds(one.Item, label)).Select(one => (int?)one.Index + 1)
            .FirstOrDefault();

    private static IncidentMetric Default(TruthTraffic traffic, IReadOnlyList<AnomalyResult> results)
    {
        var measurement = new IncidentMeasurement(traffic.Rule);
        foreach (var result in results) measurement.Add(result);
        return measurement.Measure(measurement.Complete());
    }

    private LabelFigures Found(string label, DateTime[] firstFlows)
    {
        TimeSpan[] times =
        [
            .. firstFlows.Select(first => (First: first, Seen: Sightings(label, first.Date)))
                .Where(day => day.Seen.Length > 0).Select(day => day.Seen.Min() - day.First).Order(),
        ];
        return new LabelFigures(
            label, firstFlows.Length, times.Length, Rank(label), times.Length == 0 ? null : times[times.Length / 2]);
    }

    private DateTime[] Sightings(string label, DateTime day) =>
    [
        .. within.SelectMany(one => one.Members)
            .Where(member => member.WindowStart.Date == day && member.Labels.Contains(label))
            .Select(member => member.WindowEnd),
    ];

    private static bool Holds(MeasuredIncident incident, string label) =>
        incident.Members.Any(member => member.Labels.Contains(label));

    private int Culprits() => Fewest([.. traffic.Test.Where(traffic.IsBad).Select(Pair)]).Count();

    // The hosts of which one stands in each pair, each time the one with most of those that are left: of a scan the
    // scanner, of a flood its target.
    private static IEnumerable<string> Fewest(HashSet<(string One, string Other)> pairs)
    {
        while (pairs.Count > 0)
        {
            var busiest = pairs.SelectMany(pair => new[] { pair.One, pair.Other }).CountBy(host => host)
                .OrderByDescending(host => host.Value).ThenBy(host => host.Key, StringComparer.Ordinal).First().Key;
            pairs.RemoveWhere(pair => pair.One == busiest || pair.Other == busiest);
            yield return busiest;
        }
    }

    private static (string One, string Other) Pair(FlowRecord flow) =>
        string.CompareOrdinal(flow.SourceAddress, flow.DestinationAddress) < 0
            ? (flow.SourceAddress, flow.DestinationAddress)
            : (flow.DestinationAddress, flow.SourceAddress);
}
