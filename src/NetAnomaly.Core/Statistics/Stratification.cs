using System.Numerics;

namespace NetAnomaly.Core.Statistics;

/// <summary>
/// Parts conversations by length and, where one has enough of them, by service, so that p-values are uniform within
/// each part and not only over all (Mondrian conformal prediction: Vovk, Lindsay, Nouretdinov and Gammerman 2003).
/// </summary>
internal static class Stratification
{
    /// <summary>
    /// Conversations that a range of lengths needs to be judged apart: fewer are joined with the next. With so many one
    /// in a thousand can be counted.
    /// </summary>
    public const int FewestOfLength = 1000;

    /// <summary>Conversations that a service needs to be judged apart.</summary>
    public const int FewestOfService = 1000;

    // Powers of two: 1, 2 to 3, 4 to 7 ... flows.
    private const int Ranges = 31;

    /// <summary>The strata of some conversations: ranges of lengths for all, and for services with enough.</summary>
    /// <param name="cases">The conversations.</param>
    /// <param name="areEvidence">
    /// Whether the scores are those of detectors that see whole windows: on the scale of −ln p, and of hosts. Then the
    /// tail is known, and nothing is judged apart: an attack makes all conversations of its service or length strange
    /// together, and would hide itself where it teaches their own stratum; and alerts keep the order of the scores.
    /// </param>
    /// <param name="trim">Share of the highest scores of each stratum that may be those of attacks.</param>
    public static IReadOnlyList<CalibrationStratum> Of(
        IReadOnlyList<CalibrationCase> cases, bool areEvidence, double trim)
    {
        if (areEvidence)
        {
            double[] all = [.. cases.Select(one => one.Score)];
            return [new CalibrationStratum(null, 1, int.MaxValue, Calibrate(all))];
        }

        var strata = new List<CalibrationStratum>();
        var rest = new List<CalibrationCase>();
        foreach (
            var service in cases.GroupBy(one => one.Service, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            CalibrationCase[] own = [.. service];
            if (own.Length >= FewestOfService)
                strata.AddRange(ByLength(own, service.Key, FewestOfService, Calibrate));
            else rest.AddRange(own);
        }

        // What has no stratum of its own is judged by its like; where there is too little of it, by all.
        IReadOnlyList<CalibrationCase> others = rest.Count >= FewestOfLength ? rest : cases;
        return [.. ByLength(others, null, FewestOfLength, Calibrate), .. strata];

        Calibration Calibrate(IReadOnlyList<double> scores) =>
            areEvidence && trim == 0 ? Calibration.WithUnitTail(scores, 0) : Calibration.WithTail(scores, trim);
    }

    private static IEnumerable<CalibrationStratum> ByLength(
        IReadOnlyList<CalibrationCase> cases, string? service, int fewest,
        Func<IReadOnlyList<double>, Calibration> calibrate)
    {
        var ranges = cases.ToLookup(one => BitOperations.Log2((uint)Math.Max(1, one.Length)), one => one.Score);
        var left = cases.Count;
        var from = 1;
        var gathered = new List<double>();
        for (var range = 0; range < Ranges; range++)
        {
            gathered.AddRange(ranges[range]);
            left -= ranges[range].Count();
            if (range < Ranges - 1 && (gathered.Count < fewest || left < fewest)) continue;
            var to = range == Ranges - 1 ? int.MaxValue : (1 << (range + 1)) - 1;
            yield return new CalibrationStratum(service, from, to, calibrate(gathered));
            from = to == int.MaxValue ? to : to + 1;
            gathered = [];
        }
    }
}
