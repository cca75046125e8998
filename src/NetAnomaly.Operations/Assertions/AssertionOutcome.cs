using System.Globalization;

namespace NetAnomaly.Operations.Assertions;

/// <summary>What a gate saw, and what it says. Immutable.</summary>
internal sealed record AssertionOutcome
{
    private const int MostShown = 10;

    /// <summary>What is anomalous, in order.</summary>
    public required IReadOnlyList<AssertionFinding> Findings { get; init; }

    /// <summary>Results, incidents and alerts that came in.</summary>
    public required long Given { get; init; }

    /// <summary>Results among them that nothing could judge.</summary>
    public required long Undetermined { get; init; }

    /// <summary>Whether that nothing was found would be no answer.</summary>
    public bool IsInconclusive => Findings.Count == 0
        && (Given == 0 || Undetermined > AnomalyScanSummary.MostUndetermined * Given);

    /// <summary>What was found, with the first ten; or why nothing can be said; or that all is well.</summary>
    public string Text => Findings.Count > 0 ? Found
        : Given == 0 ? "Nothing came in: that nothing was found is no answer. Give all results, not only anomalies."
        : IsInconclusive ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Undetermined:N0} of {Given:N0} results could not be judged: that nothing was found is no answer.")
        : string.Create(CultureInfo.InvariantCulture, $"None of {Given:N0} is anomalous.");

    private string Found
    {
        get
        {
            var first = Findings.Take(MostShown).Select(finding => finding.Text);
            var more = Findings.Count > MostShown
                ? string.Create(CultureInfo.InvariantCulture, $"\n… and {Findings.Count - MostShown:N0} more")
                : "";
            var head = string.Create(
                CultureInfo.InvariantCulture,
                $"{Findings.Count:N0} of {Given:N0} {(Findings.Count == 1 ? "is" : "are")} anomalous:\n");
            return head + string.Join('\n', first) + more;
        }
    }
}
