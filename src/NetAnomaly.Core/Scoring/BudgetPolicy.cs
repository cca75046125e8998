namespace NetAnomaly.Core.Scoring;

/// <summary>
/// The hosts of each period that are strangest, as many as the budget has: one busy host costs the budget one.
/// Anomalous are their conversations with a p-value of at most <see cref="MostPValue"/>, or their strangest where none
/// is as small.
/// </summary>
/// <param name="budget">The budget.</param>
/// <param name="inOrder">Whether conversations come by time: then a period is decided when a later one begins. One that
/// comes late gets what its period has left.</param>
internal sealed class BudgetPolicy(AlertBudget budget, bool inOrder) : IAlertPolicy
{
    /// <summary>
    /// Conversations that are less strange are no part of an incident, unless it has nothing else; not even candidates
    /// are held of them, so that memory stays bounded.
    /// </summary>
    public const double MostPValue = 0.01;

    // Hosts of a period that are held beyond twice the budget before the weakest are let go.
    private const int MostBeyond = 1024;

    private readonly SortedDictionary<DateTime, Dictionary<string, HostCandidates>> open = [];
    private readonly Dictionary<DateTime, HashSet<string>> spent = [];

    /// <inheritdoc/>
    public void Add(PendingAlert candidate)
    {
        var period = budget.PeriodOf(candidate.Case.WindowStart);
        if (inOrder) CloseBefore(period);
        if (spent.TryGetValue(period, out var chosen))
        {
            candidate.IsAnomaly = chosen.Contains(candidate.Case.Host)
                ? candidate.Case.PValue <= MostPValue
                : chosen.Count < budget.Alerts && chosen.Add(candidate.Case.Host);
            return;
        }

        if (!open.TryGetValue(period, out var hosts))
            open.Add(period, hosts = new Dictionary<string, HostCandidates>(StringComparer.Ordinal));
        if (hosts.TryGetValue(candidate.Case.Host, out var own)) own.Add(candidate);
        else hosts.Add(candidate.Case.Host, new HostCandidates(candidate));
        if (hosts.Count > MostBeyond + (2L * budget.Alerts)) LetGo(hosts);
    }

    /// <inheritdoc/>
    public void Complete(long tests) => CloseBefore(DateTime.MaxValue);

    // A host that is let go and turns out strange later comes back with what it does then.
    private void LetGo(Dictionary<string, HostCandidates> hosts)
    {
        foreach (var (host, own) in hosts.OrderBy(pair => pair.Value).Skip(budget.Alerts).ToArray())
        {
            own.Decide(false);
            hosts.Remove(host);
        }
    }

    private void CloseBefore(DateTime period)
    {
        while (open.Count > 0 && open.First() is var (start, hosts) && start < period)
        {
            var chosen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (host, own) in hosts.OrderBy(pair => pair.Value))
            {
                var isAnomaly = chosen.Count < budget.Alerts;
                if (isAnomaly) chosen.Add(host);
                own.Decide(isAnomaly);
            }

            spent.Add(start, chosen);
            open.Remove(start);
        }
    }
}
