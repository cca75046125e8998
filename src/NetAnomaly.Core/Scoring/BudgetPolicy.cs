namespace NetAnomaly.Core.Scoring;

/// <summary>
/// The strangest candidates of each period, as many as the budget has. Holds no more of a period than these.
/// </summary>
/// <param name="budget">The budget.</param>
/// <param name="inOrder">Whether conversations come by time: then a period is decided when a later one begins. One that
/// comes late gets what its period has left.</param>
internal sealed class BudgetPolicy(AlertBudget budget, bool inOrder) : IAlertPolicy
{
    private static readonly Comparer<PendingAlert> LeastStrangeFirst = Comparer<PendingAlert>.Create(
        (one, other) => other.CompareTo(one));
    private readonly SortedDictionary<DateTime, PriorityQueue<PendingAlert, PendingAlert>> open = [];
    private readonly Dictionary<DateTime, int> spent = [];

    /// <inheritdoc/>
    public void Add(PendingAlert candidate)
    {
        var period = budget.PeriodOf(candidate.Case.WindowStart);
        if (inOrder) CloseBefore(period);
        if (spent.TryGetValue(period, out var alerts))
        {
            candidate.IsAnomaly = alerts < budget.Alerts;
            if (alerts < budget.Alerts) spent[period]++;
            return;
        }

        if (!open.TryGetValue(period, out var best))
            open.Add(period, best = new PriorityQueue<PendingAlert, PendingAlert>(LeastStrangeFirst));
        best.Enqueue(candidate, candidate);
        if (best.Count > budget.Alerts) best.Dequeue().IsAnomaly = false;
    }

    /// <inheritdoc/>
    public void Complete(long tests) => CloseBefore(DateTime.MaxValue);

    private void CloseBefore(DateTime period)
    {
        while (open.Count > 0 && open.First() is var (start, best) && start < period)
        {
            foreach (var (candidate, _) in best.UnorderedItems) candidate.IsAnomaly = true;
            spent.Add(start, best.Count);
            open.Remove(start);
        }
    }
}
