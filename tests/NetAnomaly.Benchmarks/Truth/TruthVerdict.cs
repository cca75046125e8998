using System.Globalization;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>A detector on a capture against the best of the trivial rules; means over the seeds.</summary>
/// <param name="Capture">The capture.</param>
/// <param name="RocAuc">The detector's area under the ROC curve.</param>
/// <param name="AveragePrecision">Its average precision.</param>
/// <param name="BestRocAuc">The rule with the largest area.</param>
/// <param name="BestAveragePrecision">The rule with the highest average precision.</param>
internal sealed record TruthVerdict(
    string Capture, double RocAuc, double AveragePrecision, (string Rule, double Value) BestRocAuc,
    (string Rule, double Value) BestAveragePrecision)
{
    private const double AllowedRocAuc = 0.02;
    private const double AllowedAveragePrecision = 0.9;

    // What rounding in the list of known misses, and other processors, may change.
    private const double Rounding = 0.0006;

    /// <summary>Whether it is worse than a trivial rule by more than is allowed.</summary>
    public bool Misses => !(RocAuc >= BestRocAuc.Value - AllowedRocAuc
        && AveragePrecision >= AllowedAveragePrecision * BestAveragePrecision.Value);

    /// <summary>Compares a detector with the rules on each capture.</summary>
    public static IEnumerable<TruthVerdict> Of(IEnumerable<TruthRow> rows, ModelArchitecture detector) =>
        from row in rows
        group row by row.Capture
        into capture
        let own = capture.Select(row => row.Detectors.Single(scan => scan.Figures.Rule == detector.ToString()).Figures)
            .ToArray()
        select new TruthVerdict(
            capture.Key, own.Average(one => one.RocAuc), own.Average(one => one.AveragePrecision),
            Best(capture, rule => rule.RocAuc), Best(capture, rule => rule.AveragePrecision));

    /// <summary>What is wrong with it, the known misses considered; <see langword="null"/> where nothing is.</summary>
    public string? Fault()
    {
        var known = KnownMisses.All.SingleOrDefault(miss => miss.Capture == Capture);
        return (Misses, known) switch
        {
            (false, null) => null,
            (true, null) => $"{this} is worse than a trivial rule, and no known miss",
            (false, not null) => $"{this} is no miss any more: take it off the list of known misses",
            (true, not null) when !(RocAuc >= known.RocAuc - Rounding
                && AveragePrecision >= known.AveragePrecision - Rounding) => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{this} is worse than the known miss: {known.RocAuc:.000}/{known.AveragePrecision:.000}"),
            _ => null,
        };
    }

    /// <summary>On a line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Capture} {RocAuc:.0000}/{AveragePrecision:.0000} (best trivial {BestRocAuc.Value:.0000}, "
            + $"{BestAveragePrecision.Value:.0000})");

    private static (string Rule, double Value) Best(IEnumerable<TruthRow> rows, Func<BaselineMetric, double> of) =>
        rows.SelectMany(row => row.Rules).GroupBy(rule => rule.Rule)
            .Select(rule => (rule.Key, Value: rule.Average(of))).MaxBy(rule => rule.Value);
}
