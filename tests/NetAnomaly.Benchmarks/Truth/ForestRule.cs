using NetAnomaly.Core.Evaluation.Baselines;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>An isolation forest over four plain numbers of a flow, summed up per conversation.</summary>
/// <param name="forest">The forest.</param>
/// <param name="ofMost">Whether the strangest flow decides, or else the mean.</param>
internal sealed class ForestRule(ForestScores forest, bool ofMost) : IBaselineRule
{
    private readonly List<double> scores = [];

    public string Name => ofMost ? "isolation forest, most" : "isolation forest, mean";

    public void Add(Conversation conversation) =>
        scores.Add(ofMost ? conversation.Flows.Max(forest.Score) : conversation.Flows.Average(forest.Score));

    public double[] Scores() => [.. scores];
}
