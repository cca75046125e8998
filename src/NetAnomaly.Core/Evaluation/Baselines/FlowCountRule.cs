namespace NetAnomaly.Core.Evaluation.Baselines;

/// <summary>The more flows, the stranger.</summary>
internal sealed class FlowCountRule : IBaselineRule
{
    private readonly List<double> counts = [];

    /// <inheritdoc/>
    public string Name => "flow count";

    /// <inheritdoc/>
    public void Add(Conversation conversation) => counts.Add(conversation.FlowCount);

    /// <inheritdoc/>
    public double[] Scores() => [.. counts];
}
