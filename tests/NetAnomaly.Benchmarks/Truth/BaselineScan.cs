using NetAnomaly.Benchmarks.Truth.Captures;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Evaluation.Baselines;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>Every trivial rule on a capture.</summary>
internal static class BaselineScan
{
    /// <summary>The figures of each rule.</summary>
    public static IReadOnlyList<TruthFigures> Of(TruthTraffic traffic)
    {
        var conversations = ConversationBuilder.Build(traffic.Test, new ConversationOptions()).ToArray();
        bool[] truths = [.. conversations.Select(traffic.IsBad)];
        var figures = new List<TruthFigures>();
        foreach (var rule in BaselineRules.Of(BaselinePast.Of(traffic.Training)))
        {
            foreach (var conversation in conversations) rule.Add(conversation);
            figures.Add(TruthFigures.Of(rule.Name, rule.Scores(), truths));
        }

        return figures;
    }
}
