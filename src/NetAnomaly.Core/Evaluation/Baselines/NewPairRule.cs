namespace NetAnomaly.Core.Evaluation.Baselines;

/// <summary>Strange are hosts that did not speak with each other in training.</summary>
/// <param name="past">What was there in training.</param>
internal sealed class NewPairRule(BaselinePast past) : IBaselineRule
{
    private readonly List<double> news = [];

    /// <inheritdoc/>
    public string Name => "new pair";

    /// <inheritdoc/>
    public void Add(Conversation conversation) => news.Add(conversation.Flows.Any(past.IsNew) ? 1 : 0);

    /// <inheritdoc/>
    public double[] Scores() => [.. news];
}
