namespace NetAnomaly.Core.Evaluation.Baselines;

/// <summary>The rarer its services (protocol and lower port) were in training, the stranger; mean over flows.</summary>
/// <param name="past">What was there in training.</param>
internal sealed class PortRarityRule(BaselinePast past) : IBaselineRule
{
    private readonly List<double> rarities = [];

    /// <inheritdoc/>
    public string Name => "port rarity";

    /// <inheritdoc/>
    public void Add(Conversation conversation) => rarities.Add(conversation.Flows.Average(past.Rarity));

    /// <inheritdoc/>
    public double[] Scores() => [.. rarities];
}
