using NetAnomaly.Benchmarks.Truth.Captures;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Evaluation;
using NetAnomaly.Core.Evaluation.Baselines;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>Every trivial rule on a capture.</summary>
internal static class BaselineScan
{
    /// <summary>The figures of each rule.</summary>
    public static IReadOnlyList<BaselineMetric> Of(TruthTraffic traffic)
    {
        var forest = new ForestScores(traffic.Training);
        var measurement = new BaselineMeasurement(
            [
                .. BaselineRules.Of(BaselinePast.Of(traffic.Training)),
                new ForestRule(forest, ofMost: false), new ForestRule(forest, ofMost: true),
            ],
            traffic.Rule);
        foreach (var conversation in ConversationBuilder.Build(traffic.Test, new ConversationOptions()))
            measurement.Add(conversation);
        return measurement.Measure();
    }
}
