using NetAnomaly.Core.Evaluation;
using NetAnomaly.Core.Incidents;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>
/// Verdicts that give a day no more than some incidents: anomalous are the first conversations, in the order in which
/// alerts are drawn, as long as they gather into no more.
/// </summary>
internal static class IncidentBudget
{
    private const int MostSteps = 4096;

    /// <summary>The results, by window, with such verdicts.</summary>
    /// <param name="results">Results of a scan, by window.</param>
    /// <param name="perDay">Incidents a day.</param>
    public static IEnumerable<AnomalyResult> Apply(IReadOnlyList<AnomalyResult> results, int perDay) =>
        results.GroupBy(result => result.WindowStart.Date).SelectMany(day => OfDay([.. day], perDay));

    private static AnomalyResult[] OfDay(AnomalyResult[] day, int most)
    {
        var ranks = AlertOrder.Strangeness(
            [.. day.Select(result => result.PValue)], [.. day.Select(result => result.Score)]);
        double[] steps = [.. ranks.Distinct().OrderDescending().Take(MostSteps)];
        var kept = With(double.PositiveInfinity);
        var (from, to) = (0, steps.Length - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var judged = With(steps[middle]);
            if (IncidentBuilder.Of(judged).Count <= most) (kept, from) = (judged, middle + 1);
            else to = middle - 1;
        }

        return kept;

        AnomalyResult[] With(double least) =>
        [
            .. day.Select((result, index) =>
                result with { Verdict = ranks[index] >= least ? Verdict.Anomalous : Verdict.Normal }),
        ];
    }
}
