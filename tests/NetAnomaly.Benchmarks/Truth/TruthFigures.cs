using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>How well a rule or a detector ranks the bad conversations above the others.</summary>
/// <param name="Name">The rule or detector.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="AveragePrecision">Average precision.</param>
internal sealed record TruthFigures(string Name, double RocAuc, double AveragePrecision)
{
    /// <summary>Figures of scores, higher is stranger.</summary>
    public static TruthFigures Of(string name, double[] scores, bool[] truths) =>
        new(name, RankingMetrics.RocAuc(scores, truths), RankingMetrics.AveragePrecision(scores, truths));
}
