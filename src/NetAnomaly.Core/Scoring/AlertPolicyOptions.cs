using System.Globalization;

namespace NetAnomaly.Core.Scoring;

/// <summary>
/// What users ask of verdicts: fixed thresholds, a budget of alerts, or a rate of false ones. All that is given must
/// hold. Immutable.
/// </summary>
internal sealed record AlertPolicyOptions
{
    private AlertPolicyOptions(AnomalyThreshold threshold, AlertBudget? budget, double? falseDiscoveryRate) =>
        (Threshold, Budget, FalseDiscoveryRate) = (threshold, budget, falseDiscoveryRate);

    /// <summary>What each conversation must pass by itself.</summary>
    public AnomalyThreshold Threshold { get; private init; }

    /// <summary>How many hosts may pass in a period, the strangest.</summary>
    public AlertBudget? Budget { get; }

    /// <summary>
    /// The share of false ones among those that pass, 0 to 1, by the rule of Benjamini and Hochberg over the scan.
    /// </summary>
    public double? FalseDiscoveryRate { get; }

    /// <summary>Whether a conversation's verdict waits for others.</summary>
    public bool Waits => Budget is not null || FalseDiscoveryRate is not null;

    /// <summary>What is asked for, in words.</summary>
    public string Criteria
    {
        get
        {
            var parts = new List<string>();
            if (Budget is { } budget)
                parts.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"at most {budget.Alerts:N0} {(budget.Alerts == 1 ? "incident" : "incidents")} per "
                            + $"{budget.Period.ToString().ToLowerInvariant()}"));
            if (FalseDiscoveryRate is { } rate)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"a false discovery rate of {rate:0.####}"));
            if (Threshold.MaxPValue is { } most)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"p at most {most:0.####e-0}"));
            if (Threshold.MinScore is { } least)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"a score of at least {least:0.####}"));
            return string.Join(" and ", parts);
        }
    }

    /// <summary>The rule of what was asked for; the default threshold where nothing was.</summary>
    /// <param name="minScore">The least score.</param>
    /// <param name="maxPValue">The largest p-value.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="falseDiscoveryRate">The rate, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">A budget and a rate are given together, or the rate is out of
    /// range.</exception>
    public static AlertPolicyOptions Of(
        double? minScore, double? maxPValue, AlertBudget? budget = null, double? falseDiscoveryRate = null)
    {
        if (budget is not null && falseDiscoveryRate is not null)
            throw new ArgumentException(
                "Either a budget of alerts or a false discovery rate can be asked for, not both.");
        if (falseDiscoveryRate is not (null or (> 0 and < 1)))
            throw new ArgumentException("A false discovery rate lies above 0 and below 1.");
        var waits = budget is not null || falseDiscoveryRate is not null;
        return new AlertPolicyOptions(
            waits
                ? new AnomalyThreshold { MinScore = minScore, MaxPValue = maxPValue }
                : AnomalyThreshold.Of(minScore, maxPValue), budget, falseDiscoveryRate);
    }

    /// <summary>A threshold that each conversation must pass by itself.</summary>
    public static AlertPolicyOptions Of(AnomalyThreshold threshold) => new(threshold, null, null);

    /// <summary>
    /// This rule; where nothing was asked for and labels helped to choose a threshold in training, the model's own.
    /// </summary>
    public AlertPolicyOptions For(LoadedModel model) => Waits ? this : this with { Threshold = Threshold.For(model) };

    /// <summary>
    /// The largest p-value that a conversation may have to be called anomalous, as far as that is known before the scan
    /// ends; <see langword="null"/> where no p-value is asked for.
    /// </summary>
    public double? MaxPValue => (Threshold.MaxPValue, FalseDiscoveryRate) switch
    {
        ({ } most, { } rate) => Math.Min(most, rate),
        var (most, rate) => most ?? rate,
    };

    /// <summary>
    /// Why nothing can be decided over a conversation; <see langword="null"/> where something can. It is out of reach
    /// where it is as strange as its calibration can tell, and that is less than what is asked for. What could be
    /// compared with nothing is anomalous or undetermined, never normal; so is what is as strange as what training
    /// chose to forget.
    /// </summary>
    internal string? Undetermined(ScoredItem one) =>
        !one.IsFinite ? Verdict.NotFinite
        : MaxPValue < one.Smallest && one.IsAtSmallest && one.Score >= (Threshold.MinScore ?? one.Score)
            ? Verdict.OutOfReach
        : Threshold.MaxPValue is { } most && one.PValue > most
            && (one.PValueOfKept <= most || ForgottenHosts.IsOne(one))
            && one.Score >= (Threshold.MinScore ?? one.Score)
            ? Verdict.LikeForgotten
        : one.IsOfUnknownHosts && !IsCandidate(one) ? Verdict.UnknownHosts
        : null;

    /// <summary>Whether a conversation may be called anomalous, as far as it alone can tell.</summary>
    internal bool IsCandidate(ScoredItem one) =>
        Threshold.IsPassed(one.Score, one.PValue) && (FalseDiscoveryRate is not { } rate || one.PValue <= rate);
}
