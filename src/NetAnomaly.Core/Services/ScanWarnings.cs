using System.Globalization;
using NetAnomaly.Core.Detection;
using NetAnomaly.Internal;
namespace NetAnomaly.Core.Services;

/// <summary>What users must be told of a scan beside its results: the same for cmdlets and the console host.</summary>
internal static class ScanWarnings
{
    private const double FewLikeForgotten = 0.01;
    private const int MostNamed = 3;

    /// <summary>Whether so much of an input was not read that "nothing found" is no answer.</summary>
    /// <param name="rejected">Rows that could not be read.</param>
    /// <param name="all">All rows.</param>
    public static bool IsTooMuch(long rejected, long all) => rejected > AnomalyScanSummary.MostUndetermined * all;

    /// <summary>
    /// What is an error: scores that are no finite number; <see langword="null"/> where there are none.
    /// </summary>
    public static string? NotFinite(AnomalyScanSummary summary) =>
        Count(summary, Verdict.NotFinite) is > 0 and var count
            ? Sentence(
                summary, count,
                Verdict.Explain(Verdict.NotFinite) + ". The model is damaged, or a flow is. Train it again.")
            : null;

    /// <summary>
    /// What could not be judged for other reasons, and what to do; <see langword="null"/> where all could. A few that
    /// are like what training forgot come every day, and are in the summary alone, unless they make a host strange.
    /// </summary>
    public static string? Undetermined(AnomalyScanSummary summary)
    {
        UndeterminedCount[] told =
        [
            .. summary.UndeterminedReasons.Where(
                reason => reason.Why != Verdict.NotFinite
                    && (reason.Why != Verdict.LikeForgotten || summary.HostsLikeForgotten.Count > 0
                        || reason.Conversations > FewLikeForgotten * summary.Conversations)),
        ];
        var count = told.Sum(reason => reason.Conversations);
        if (count == 0) return null;
        var reasons = told.Select(reason => Verdict.Explain(reason.Why));
        return Sentence(
            summary, count, $"{string.Join("; ", reasons)}.{Hosts(summary)} {string.Join(" ", Remedies(told))}");
    }

    private static string Hosts(AnomalyScanSummary summary)
    {
        var hosts = summary.HostsLikeForgotten;
        if (hosts.Count == 0) return "";
        var more = hosts.Count > MostNamed
            ? string.Create(CultureInfo.InvariantCulture, $" and {hosts.Count - MostNamed:N0} more")
            : "";
        return $" Without what it forgot, these hosts would be incidents: {string.Join(", ", hosts.Take(MostNamed))}"
            + $"{more}.";
    }

    private static IEnumerable<string> Remedies(UndeterminedCount[] told)
    {
        if (Array.Exists(told, reason => reason.Why == Verdict.LikeForgotten))
            yield return "Look at what training forgot (the training review); train with TrimPerDay 0 where that is "
                + "normal, with ExcludeReviewed where it is not.";
        if (Array.Exists(told, reason => reason.Why != Verdict.LikeForgotten))
            yield return "Train on more days, or ask for less: a larger p-value, or a budget of alerts without one.";
    }

    /// <summary>Why the model should be trained again; <see langword="null"/> where nothing says so.</summary>
    public static string? Drift(AnomalyScanSummary summary) => summary.Advice;

    /// <summary>
    /// That there is nothing to keep of a scan; <see langword="null"/> where there is.
    /// </summary>
    /// <param name="state">The memory of the scan.</param>
    /// <param name="summary">The scan.</param>
    public static string? NoMemory(EvidenceState state, AnomalyScanSummary summary) =>
        state.Latest != long.MinValue ? null
        : summary.Conversations == 0 ? "There was nothing to scan: no memory of the scan was written."
        : "The model keeps no memory between windows: none was written. Ensembles trained on four windows or more do.";

    private static long Count(AnomalyScanSummary summary, string why) =>
        summary.UndeterminedReasons.Where(reason => reason.Why == why).Sum(reason => reason.Conversations);

    private static string Sentence(AnomalyScanSummary summary, long count, string why) => string.Create(
        CultureInfo.InvariantCulture,
        $"{count:N0} of {CountedText.Of(summary.Conversations, "conversation|conversations")} could not be judged, "
            + $"which is not to say that {CountedText.Form(count, "it|they is|are")} normal: {why}");
}
