using NetAnomaly.Internal;
using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Auditing;

/// <summary>Looks for labels that are tied to a time, or, where flows have none, to a place in the file.</summary>
/// <param name="window">Length of a window.</param>
internal sealed class TimeCheck(TimeSpan window) : IDatasetCheck
{
    private const int Hours = 24;
    private const int MostLabels = 64;
    private const double Tied = 0.95;
    private readonly Dictionary<long, ClassCounts> windows = [];
    private readonly ClassCounts[] hours = new ClassCounts[Hours];
    private readonly Dictionary<string, (long[] Hours, HashSet<long> Days)> byLabel = new(StringComparer.Ordinal);
    private double pairsInOrder;
    private ClassCounts untimed;

    /// <inheritdoc/>
    public void Add(in AuditedFlow flow)
    {
        if (flow.Window is not { } index)
        {
            // Normal flows that stand before an anomalous one: the ranking by place in the file.
            if (flow.IsAnomalous) pairsInOrder += untimed.Normal;
            untimed = untimed.With(flow.IsAnomalous);
            return;
        }

        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(windows, index, out _);
        counts = counts.With(flow.IsAnomalous);
        var hour = flow.Flow.Start.Hour;
        hours[hour] = hours[hour].With(flow.IsAnomalous);
        if (!flow.IsAnomalous || (byLabel.Count == MostLabels && !byLabel.ContainsKey(flow.Flow.Label!))) return;
        if (!byLabel.TryGetValue(flow.Flow.Label!, out var times))
            byLabel[flow.Flow.Label!] = times = (new long[Hours], []);
        times.Hours[hour]++;
        times.Days.Add(flow.Flow.Start.Date.Ticks);
    }

    /// <inheritdoc/>
    public IEnumerable<DatasetFinding> Findings(AuditTally tally)
    {
        if (untimed is { Normal: >= SeparationFinding.LeastFlows, Anomalous: >= SeparationFinding.LeastFlows })
        {
            var inOrder = pairsInOrder / untimed.Normal / untimed.Anomalous;
            if (Math.Max(inOrder, 1 - inOrder) >= Tied)
                yield return Order(Math.Max(inOrder, 1 - inOrder), inOrder >= 0.5);
        }

        var anomalous = hours.Sum(hour => hour.Anomalous);
        if (anomalous < SeparationFinding.LeastFlows) yield break;
        var area = ClassCounts.RocAuc(windows.Values.OrderBy(counts => counts.Rate));
        if (windows.Count > 2 && area >= Tied)
            yield return Windows(
                area, windows.Values.Count(counts => counts.Rate > (double)anomalous / hours.Sum(hour => hour.All)));
        foreach (var (label, times) in byLabel)
        {
            if (OneHour(label, times.Hours, times.Days.Count) is { } finding) yield return finding;
        }
    }

    private static DatasetFinding Order(double area, bool last) => new()
    {
        Severity = FindingSeverity.Warning,
        Check = DatasetCheck.TimeShortcut,
        Subject = "row order",
        Finding = $"The place in the file alone separates the classes with ROC-AUC {FindingText.Area(area)}: "
            + $"anomalous flows stand {(last ? "last" : "first")}.",
        Remedy = "Do not split by place in the file, and shuffle before anything that learns in the order of rows.",
        Figures = new Dictionary<string, double> { ["RocAuc"] = area },
    };

    private DatasetFinding Windows(double area, int attacked) => new()
    {
        Severity = FindingSeverity.Warning,
        Check = DatasetCheck.TimeShortcut,
        Subject = "window",
        Finding = $"The window of time alone separates the classes with ROC-AUC {FindingText.Area(area)}: anomalous "
            + $"flows lie in {FindingText.Count(attacked)} of "
            + $"{FindingText.Count(windows.Count, true, "window|windows")} of {DisplayText.Window(window)}.",
        Remedy = "Measure within the attacked windows too, and keep the time from the model: anything that changed "
            + "with the hour passes for detection.",
        Figures = new Dictionary<string, double> { ["RocAuc"] = area, ["Windows"] = attacked },
    };

    private DatasetFinding? OneHour(string label, long[] own, int days)
    {
        double flows = own.Sum();
        if (days < 2 || flows < SeparationFinding.LeastFlows) return null;
        var most = Array.IndexOf(own, own.Max());
        var share = own[most] / flows;
        var normal = (double)hours[most].Normal / Math.Max(1, hours.Sum(hour => hour.Normal));
        if (share < Tied || normal > 0.5) return null;
        return new DatasetFinding
        {
            Severity = FindingSeverity.Warning,
            Check = DatasetCheck.TimeShortcut,
            Subject = label,
            Finding = $"{FindingText.Percent(share)} of the flows labelled '{label}' begin between {most:00}:00 and "
                + $"{(most + 1) % Hours:00}:00 UTC, on {FindingText.Count(days)} days; {FindingText.Percent(normal)} "
                + $"of normal flows do.",
            Remedy = "Keep the hour of the day from the model, or test on attacks at other hours.",
            Figures = new Dictionary<string, double> { ["Share"] = share, ["Normal"] = normal, ["Days"] = days },
        };
    }
}
