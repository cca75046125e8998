using System.Globalization;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>What was measured on one capture with one seed.</summary>
/// <param name="Capture">The capture's name.</param>
/// <param name="Seed">The seed; <see langword="null"/> where nothing is drawn.</param>
/// <param name="TrainingFlows">Flows learned from.</param>
/// <param name="TestFlows">Flows judged.</param>
/// <param name="Rules">The trivial rules; none where they were not asked for.</param>
/// <param name="Detectors">The detectors.</param>
internal sealed record TruthRow(
    string Capture, int? Seed, int TrainingFlows, int TestFlows, IReadOnlyList<BaselineMetric> Rules,
    IReadOnlyList<DetectorScan> Detectors)
{
    /// <summary>The lines for the console: a detector each, and one of its incidents.</summary>
    public IEnumerable<string> Lines()
    {
        var seed = Seed is null ? "" : $" seed {Seed}";
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{Capture}{seed}: {TrainingFlows:N0} / {TestFlows:N0} flows");
        if (Rules.Count > 0)
            line += $"; best {Show(Rules.MaxBy(rule => rule.RocAuc)!)}, "
                + Show(Rules.MaxBy(rule => rule.AveragePrecision)!);
        if (Detectors.Count == 0) yield return line;
        foreach (var scan in Detectors)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{line}; {scan.Conversations:N0} conversations, {scan.Bad:N0} bad; {Show(scan.Figures)}, by score "
                    + $"{scan.ByScore.RocAuc:.0000}/{scan.ByScore.AveragePrecision:.0000}; undetermined "
                    + $"{scan.Undetermined:0.0%}; train {scan.Training.TotalSeconds:0.0} s, score "
                    + $"{scan.Scoring.TotalSeconds:0.0} s");
            yield return "    " + Show(scan.Incidents);
        }
    }

    private static string Show(BaselineMetric figures) => string.Create(
        CultureInfo.InvariantCulture, $"{figures.Rule} {figures.RocAuc:.0000}/{figures.AveragePrecision:.0000}");

    private static string Show(IncidentFigures incidents)
    {
        var first = incidents.First.Select(count => $"{count.Right}/{count.All}");
        var place = incidents.Budget.FirstRight?.ToString(CultureInfo.InvariantCulture) ?? "none";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"incidents: first right {place}, "
                + $"{incidents.Budget.FalseBefore} false before; right of first 5, 10, 20 a day "
                + $"{string.Join(' ', first)}; by default {incidents.ByDefault.Right}/{incidents.ByDefault.Shown}; "
                + $"R-precision {incidents.RPrecision:0.00}; to detect "
                + $"{incidents.Budget.TimeToDetect?.TotalHours:0.0} h; days found: "
                + $"{string.Join(", ", incidents.Labels)}");
    }
}
