using System.Globalization;
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

    /// <summary>Gathers incidents of results.</summary>
    public TruthIncidents(TruthTraffic traffic, IReadOnlyList<AnomalyResult> results)
    {
        var measurement = new IncidentMeasurement(traffic.Rule, double.PositiveInfinity);
        foreach (var result in IncidentBudget.Apply(results, Budget)) measurement.Add(result);
        this.traffic = traffic;
        ranked = measurement.Complete();
        ByDefault = Default(traffic, results);
        Metric = measurement.Measure(ranked);
        within = [.. ranked.GroupBy(one => one.Day).SelectMany(day => day.Take(Budget)).Where(one => one.IsRight)];
    }

    /// <summary>The usual figures.</summary>
    public IncidentMetric Metric { get; }

    /// <summary>The usual figures of the incidents that are shown where nothing is asked for.</summary>
    public IncidentMetric ByDefault { get; }

    /// <summary>
    /// Precision of the first k, where k is the number of hosts that attack or, where a single host is attacked by
    /// many, are attacked; NaN where there is none.
    /// </summary>
    public double RPrecision
    {
        get
        {
            var wanted = Culprits();
            return wanted == 0 ? double.NaN : ranked.Take(wanted).Count(one => one.IsRight) / (double)wanted;
        }
    }

    /// <summary>Place of the first right incident that holds a label; <see langword="null"/> where none does.</summary>
    public int? Rank(string label) =>
        ranked.Index().Where(one => one.Item.IsRight && Holds(one.Item, label)).Select(one => (int?)one.Index + 1)
            .FirstOrDefault();

    /// <summary>Right and all of the first so many of each day.</summary>
    public (int Right, int All) First(int top)
    {
        MeasuredIncident[] first = [.. ranked.GroupBy(one => one.Day).SelectMany(day => day.Take(top))];
        return (first.Count(one => one.IsRight), first.Length);
    }

    /// <summary>
    /// By label: the days on which it stands in the test, those on which a right incident among the first 20 of its day
    /// holds it, and the median time from its first flow of the day to the end of the first window that holds it.
    /// </summary>
    public IEnumerable<(string Label, int Days, int Found, TimeSpan? Time)> ByLabel() =>
        from flow in traffic.Test
        where traffic.IsBad(flow)
        group flow.Start by flow.Label
        into label
        orderby label.Key
        select Found(label.Key, [.. label.GroupBy(start => start.Date, start => start, (_, day) => day.Min())]);

    /// <summary>The labels on one line.</summary>
    public string Labels() => string.Join(
        ", ",
        ByLabel().Select(label => string.Create(
            CultureInfo.InvariantCulture,
            $"{label.Label} {label.Found}/{label.Days}{(Rank(label.Label) is { } rank ? $" #{rank}" : "")}"
                + $"{(label.Time is { } time ? $" {time.TotalHours:0.0}h" : "")}")));

    private static IncidentMetric Default(TruthTraffic traffic, IReadOnlyList<AnomalyResult> results)
    {
        var measurement = new IncidentMeasurement(traffic.Rule);
        foreach (var result in results) measurement.Add(result);
        return measurement.Measure(measurement.Complete());
    }

    private (string Label, int Days, int Found, TimeSpan? Time) Found(string label, DateTime[] firstFlows)
    {
        TimeSpan[] times =
        [
            .. firstFlows.Select(first => (First: first, Seen: Sightings(label, first.Date)))
                .Where(day => day.Seen.Length > 0).Select(day => day.Seen.Min() - day.First).Order(),
        ];
        return (label, firstFlows.Length, times.Length, times.Length == 0 ? null : times[times.Length / 2]);
    }

    private DateTime[] Sightings(string label, DateTime day) =>
    [
        .. within.SelectMany(one => one.Members)
            .Where(member => member.WindowStart.Date == day && member.Labels.Contains(label))
            .Select(member => member.WindowEnd),
    ];

    private static bool Holds(MeasuredIncident incident, string label) =>
        incident.Members.Any(member => member.Labels.Contains(label));

    private int Culprits() => traffic.Test.Where(traffic.IsBad).GroupBy(flow => flow.Label).SelectMany(label =>
    {
        var (from, to) = (
            label.Select(flow => flow.SourceAddress).ToHashSet(),
            label.Select(flow => flow.DestinationAddress).ToHashSet());
        return from.Count <= to.Count ? from : to;
    }).Distinct().Count();
}
