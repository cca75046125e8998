using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Evaluation.Baselines;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Evaluation;

/// <summary>Measures rules so plain that a detector must not be worse. Not thread-safe.</summary>
/// <param name="rules">The rules.</param>
/// <param name="labels">Which labels are anomalous.</param>
internal sealed class BaselineMeasurement(IReadOnlyList<IBaselineRule> rules, LabelRule labels)
{
    private readonly List<bool> truths = [];

    /// <summary>Takes a conversation.</summary>
    public void Add(Conversation conversation)
    {
        truths.Add(conversation.Flows.Any(flow => labels.IsAnomalous(flow.Label)));
        foreach (var rule in rules) rule.Add(conversation);
    }

    /// <summary>The figures of each rule.</summary>
    public IReadOnlyList<BaselineMetric> Measure()
    {
        bool[] known = [.. truths];
        return [.. rules.Select(rule => Measure(rule.Name, rule.Scores(), known))];
    }

    private static BaselineMetric Measure(string name, double[] scores, bool[] truths) =>
        new(name, RankingMetrics.RocAuc(scores, truths), RankingMetrics.AveragePrecision(scores, truths));
}
