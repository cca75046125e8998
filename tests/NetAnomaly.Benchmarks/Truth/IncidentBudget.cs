using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>Verdicts as a scan under a budget gives them.</summary>
internal static class IncidentBudget
{
    /// <summary>The results, by window, with such verdicts.</summary>
    /// <param name="results">Results of a scan, by window.</param>
    /// <param name="perDay">Incidents a day.</param>
    public static IEnumerable<AnomalyResult> Apply(IReadOnlyList<AnomalyResult> results, int perDay)
    {
        var budget = new AlertBudget(perDay, BudgetPeriod.Day);
        var selector = new AlertSelector<AnomalyResult>(AlertPolicyOptions.Of(null, null, budget));
        foreach (var result in results)
        {
            foreach (var (one, verdict) in selector.Add(result, ScoredItem.Of(result)))
                yield return one with { Verdict = verdict };
        }

        foreach (var (one, verdict) in selector.Complete()) yield return one with { Verdict = verdict };
    }
}
