using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What was asked of a scan, and what came of it. Immutable.</summary>
public sealed record AnomalyScanSummary
{
    /// <summary>The models' names; one in most scans.</summary>
    public required string Model { get; init; }

    /// <summary>What was asked for, in words.</summary>
    public required string Criteria { get; init; }

    /// <summary>Start of the earliest window, UTC; <see langword="null"/> where there was no conversation.</summary>
    public DateTime? From { get; init; }

    /// <summary>Start of the latest window, UTC; <see langword="null"/> where there was no conversation.</summary>
    public DateTime? To { get; init; }

    /// <summary>Conversations looked at.</summary>
    public required long Conversations { get; init; }

    /// <summary>
    /// The share of <see cref="Undetermined"/> conversations above which "no anomaly" is no answer.
    /// </summary>
    public const double MostUndetermined = 0.05;

    /// <summary>
    /// Conversations that nothing could judge; they are part of <see cref="Conversations"/>, and not clean.
    /// </summary>
    public long Undetermined => UndeterminedReasons.Sum(reason => reason.Conversations);

    /// <summary>Why not, with how many there are of each.</summary>
    public IReadOnlyList<UndeterminedCount> UndeterminedReasons { get; init => field = Indexable.Of(value); } =
        Indexable.None<UndeterminedCount>();

    /// <summary>
    /// Hosts that are rare beside what training kept (one in ten days or fewer) and no rarer than twice a day beside
    /// all of it, rarest first: as strange as what training chose to forget.
    /// </summary>
    public IReadOnlyList<string> HostsLikeForgotten { get; init => field = Indexable.Of(value); } =
        Indexable.None<string>();

    /// <summary>
    /// Whether that nothing is anomalous would be no answer: no conversation was looked at, more than
    /// <see cref="MostUndetermined"/> of them could not be judged, or a host is as strange as what training forgot, and
    /// none is anomalous.
    /// </summary>
    public bool IsInconclusive => Alerts == 0
        && (Conversations == 0 || Undetermined > MostUndetermined * Conversations || HostsLikeForgotten.Count > 0);

    /// <summary>Those called anomalous.</summary>
    public required long Alerts { get; init; }

    /// <summary>Those of them whose p-value is estimated from a tail, not counted.</summary>
    public required long TailEstimates { get; init; }

    /// <summary>The largest p-value that was called anomalous; <see langword="null"/> where none was.</summary>
    public double? LargestPValue { get; init; }

    /// <summary>
    /// Conversations with a p-value as small that normal traffic alone would have brought, if it is as it was in
    /// training: the largest such p-value times the number of conversations that could be judged.
    /// </summary>
    public double ExpectedFalse => (LargestPValue ?? 0) * (Conversations - Undetermined);

    /// <summary>Conversations and alerts per period: of the budget, or per day.</summary>
    public required IReadOnlyList<PeriodAlerts> Periods { get; init => field = Indexable.Of(value); }

    /// <summary>Alerts per period that has conversations.</summary>
    public double AlertsPerPeriod => Periods.Count == 0 ? 0 : (double)Alerts / Periods.Count;

    /// <summary>
    /// Conversations of hosts that training never saw; <see langword="null"/> where the models remember no hosts, or
    /// the results were read from files.
    /// </summary>
    public UnknownHostCount? UnknownHosts { get; init; }

    /// <summary>How far the p-values of each UTC day are from those of normal traffic.</summary>
    public IReadOnlyList<DailyDrift> Drift { get; init => field = Indexable.Of(value); } = Indexable.None<DailyDrift>();

    /// <summary>
    /// Why the model should be trained again, in a sentence; <see langword="null"/> where nothing says so.
    /// </summary>
    public string? Advice => DriftAdvice.Of(this);

    /// <summary>How long a period is.</summary>
    public BudgetPeriod Period { get; init; } = BudgetPeriod.Day;

    /// <summary>The scan on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{Criteria}: {Alerts:N0} of {CountedText.Of(Conversations, "conversation|conversations")} "
            + $"{CountedText.Form(Alerts, "is|are")} anomalous, {AlertsPerPeriod:0.##} per "
            + $"{Period.ToString().ToLowerInvariant()}{Expectation}{Gap}."));

    private string Expectation => LargestPValue is { } cut
        ? string.Create(
            CultureInfo.InvariantCulture,
            $", p at most {cut:0.##e-0}; normal traffic alone would bring about {ExpectedFalse:0.##}")
        : "";

    private string Gap =>
        Undetermined > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {Undetermined:N0} could not be judged") : "";
}
