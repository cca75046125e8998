namespace NetAnomaly.Core.Scoring;

/// <summary>Counts what a scan finds.</summary>
internal sealed class ScanCounters(AlertPolicyOptions rule)
{
    private readonly SortedDictionary<DateTime, (long Conversations, long Alerts)> periods = [];
    private readonly SortedSet<string> models = new(StringComparer.Ordinal);
    private readonly BudgetPeriod period = rule.Budget?.Period ?? BudgetPeriod.Day;
    private readonly DriftCounters drift = new();
    private readonly ForgottenHosts forgotten = new();
    private DateTime from = DateTime.MaxValue;
    private DateTime to = DateTime.MinValue;
    private long alerts;
    private readonly SortedDictionary<string, long> undetermined = new(StringComparer.Ordinal);
    private long estimates;
    private double? largest;

    /// <summary>Conversations looked at.</summary>
    public long Conversations { get; private set; }

    /// <summary>Those that have a p-value. What is out of reach counts: that it is strange is known.</summary>
    public long Tests => Conversations - undetermined.GetValueOrDefault(Verdict.NotFinite);

    /// <summary>Counts a conversation.</summary>
    /// <param name="one">The conversation.</param>
    /// <param name="why">Why nothing can be decided over it; <see langword="null"/> where something can.</param>
    public void Add(ScoredItem one, string? why)
    {
        Conversations++;
        if (why is not null) undetermined[why] = undetermined.GetValueOrDefault(why) + 1;
        if (why == Verdict.LikeForgotten && ForgottenHosts.IsOne(one)) forgotten.Add(one);
        if (one.WindowStart < from) from = one.WindowStart;
        if (one.WindowStart > to) to = one.WindowStart;
        models.Add(one.Model);
        drift.Add(one);
        var start = AlertBudget.StartOf(period, one.WindowStart);
        var known = periods.GetValueOrDefault(start);
        periods[start] = (known.Conversations + 1, known.Alerts);
    }

    /// <summary>Counts a conversation that was called anomalous.</summary>
    public void AddAlert(ScoredItem one)
    {
        alerts++;
        if (one.Kind == PValueKind.TailEstimate) estimates++;
        largest = Math.Max(largest ?? 0, one.PValue);
        var start = AlertBudget.StartOf(period, one.WindowStart);
        periods[start] = (periods[start].Conversations, periods[start].Alerts + 1);
    }

    /// <summary>What came of it.</summary>
    public AnomalyScanSummary Summary() => new()
    {
        Model = string.Join(", ", models),
        Criteria = rule.Criteria,
        From = Conversations == 0 ? null : from,
        To = Conversations == 0 ? null : to,
        Conversations = Conversations,
        UndeterminedReasons = [.. undetermined.Select(pair => new UndeterminedCount(pair.Key, pair.Value))],
        Alerts = alerts,
        TailEstimates = estimates,
        LargestPValue = largest,
        HostsLikeForgotten = forgotten.Names(),
        UnknownHosts = drift.UnknownHosts(),
        Drift = drift.ByDay(),
        Period = period,
        Periods = [.. periods.Select(pair => new PeriodAlerts(pair.Key, pair.Value.Conversations, pair.Value.Alerts))],
    };
}
