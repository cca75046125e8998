namespace NetAnomaly.Core.Evaluation.Baselines;

/// <summary>
/// The more windows of all that is measured hold a pair that training did not know, the stranger. It looks ahead, as no
/// detector may.
/// </summary>
/// <param name="past">What was there in training.</param>
internal sealed class PersistenceRule(BaselinePast past) : IBaselineRule
{
    private readonly List<(string, string)[]> newPairs = [];
    private readonly Dictionary<(string, string), HashSet<DateTime>> windows = [];

    /// <inheritdoc/>
    public string Name => "persistence";

    /// <inheritdoc/>
    public void Add(Conversation conversation)
    {
        (string, string)[] pairs =
        [
            .. conversation.Flows.Where(past.IsNew).Select(BaselinePast.Pair).Distinct(),
        ];
        foreach (var pair in pairs)
        {
            if (!windows.TryGetValue(pair, out var spoken)) windows[pair] = spoken = [];
            spoken.Add(conversation.WindowStart);
        }

        newPairs.Add(pairs);
    }

    /// <inheritdoc/>
    public double[] Scores() =>
        [.. newPairs.Select(pairs => (double)pairs.Select(pair => windows[pair].Count).DefaultIfEmpty().Max())];
}
