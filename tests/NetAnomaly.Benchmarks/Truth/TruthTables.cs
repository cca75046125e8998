using System.Globalization;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>What was measured as tables in Markdown.</summary>
/// <param name="rows">The rows.</param>
/// <param name="detector">The default detector.</param>
internal sealed class TruthTables(IReadOnlyList<TruthRow> rows, ModelArchitecture detector)
{
    /// <summary>The default detector on each capture against the best trivial rules, and its incidents.</summary>
    public string Default()
    {
        var verdicts = TruthVerdict.Of(rows, detector).ToDictionary(verdict => verdict.Capture);
        return string.Join(
            '\n',
            [
                "| capture | conversations (bad) | best trivial ROC-AUC | best trivial average precision | "
                    + $"{detector}: ROC-AUC / average precision | by score | first right incident | right of first "
                    + "5, 10, 20 a day | R-precision | time to detect | by default right of shown | undetermined |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|",
                .. rows.Select(row => Line(row, verdicts[row.Capture])),
            ]);
    }

    /// <summary>Each attack on each capture: days found, rank and time.</summary>
    public string Attacks() => string.Join(
        '\n',
        [
            "| capture | attack: days found among the first 20 incidents of the day / days attacked, place of the "
                + "first right incident, median time to detect |",
            "|---|---|",
            .. rows.Select(row => $"| {Name(row)} | {string.Join("; ", Own(row).Incidents.Labels)} |"),
        ]);

    /// <summary>Every detector and every trivial rule on each capture: ROC-AUC / average precision.</summary>
    public string All()
    {
        string[] names = [.. Columns(rows[0]).Select(column => column.Rule)];
        return string.Join(
            '\n',
            [
                $"| capture | {string.Join(" | ", names)} |",
                $"|---|{string.Concat(Enumerable.Repeat("---|", names.Length))}",
                .. rows.Select(
                    row => $"| {Name(row)} | {string.Join(" | ", Columns(row).Select(Figures))} |"),
            ]);
    }

    private static IEnumerable<BaselineMetric> Columns(TruthRow row) =>
        row.Detectors.Select(scan => scan.Figures).Concat(row.Rules);

    private DetectorScan Own(TruthRow row) => row.Detectors.Single(scan => scan.Figures.Rule == detector.ToString());

    private static string Name(TruthRow row) => row.Seed is null ? row.Capture : $"{row.Capture}, seed {row.Seed}";

    private static string Figures(BaselineMetric figures) => string.Create(
        CultureInfo.InvariantCulture, $"{figures.RocAuc:.000} / {figures.AveragePrecision:.000}");

    private string Line(TruthRow row, TruthVerdict verdict)
    {
        var own = Own(row);
        var (budget, byDefault) = (own.Incidents.Budget, own.Incidents.ByDefault);
        var first = own.Incidents.First.Select(count => $"{count.Right}/{count.All}");
        var time = budget.TimeToDetect is { } found
            ? string.Create(CultureInfo.InvariantCulture, $"{found.TotalHours:0.0} h")
            : "";
        var place = budget.FirstRight?.ToString(CultureInfo.InvariantCulture) ?? "none";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Name(row)} | {own.Conversations:N0} ({own.Bad:N0}) | {Rule(verdict.BestRocAuc)} | "
                + $"{Rule(verdict.BestAveragePrecision)} | {(verdict.Misses ? "**miss** " : "")}"
                + $"{Figures(own.Figures)} | {Figures(own.ByScore)} | {place} | "
                + $"{string.Join(", ", first)} | {own.Incidents.RPrecision:0.00} | {time} | "
                + $"{byDefault.Right} of {byDefault.Shown} | {100 * own.Undetermined:0.0} % |");

        static string Rule((string Rule, double Value) best) =>
            string.Create(CultureInfo.InvariantCulture, $"{best.Value:.000} ({best.Rule})");
    }
}
