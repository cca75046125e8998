using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// Whether taking the named flows from a conversation lowers its score more than taking as many others.
/// </summary>
internal sealed class DeletionTest(ThresholdScan scorer, IReadOnlyList<Conversation> conversations)
{
    private const int Draws = 5;
    private readonly ILookup<DateTime, Conversation> windows = conversations.ToLookup(
        conversation => conversation.WindowStart);

    /// <summary>Tests some alerts; those whose flows are all named leave nothing to score.</summary>
    public DeletionFigures Run(IReadOnlyList<AnomalyResult> alerts, int seed)
    {
        var random = new Random(seed);
        var (tested, holds, ties, named, other) = (0, 0, 0, 0.0, 0.0);
        foreach (var alert in alerts)
        {
            var flows = alert.Explanation!.Flows.ToHashSet(ReferenceEqualityComparer.Instance);
            if (flows.Count == alert.FlowCount) continue;
            var without = Score(alert.Sequence, [.. Positions(alert.Sequence, flow => !flows.Contains(flow))]);
            var drawn = Enumerable.Range(0, Draws).Average(
                _ => Score(alert.Sequence, Random(random, alert.FlowCount, alert.FlowCount - flows.Count)));
            tested++;
            if (without < drawn - 1e-9) holds++;
            else if (without <= drawn + 1e-9) ties++;
            named += alert.Score - without;
            other += alert.Score - drawn;
        }

        return new DeletionFigures(alerts.Count, tested, holds, ties, named / tested, other / tested);
    }

    private double Score(Conversation conversation, int[] positions)
    {
        var changed = Of(conversation, positions);
        if (scorer.Scorer.Scope != Core.Detection.DetectorScope.Window)
            return scorer.Score([changed], default)[0].Score;
        Conversation[] window = [.. windows[conversation.WindowStart]];
        var at = Array.IndexOf(window, conversation);
        window[at] = changed;
        return scorer.Score(window, default)[at].Score;
    }

    private static Conversation Of(Conversation conversation, int[] positions) => new(
        conversation.WindowStart, conversation.Window, conversation.GroupBy, conversation.Schemes,
        [.. positions.Select(position => conversation.Flows[position])],
        [
            .. Enumerable.Range(0, conversation.Schemes.Count)
            .Select(factor => positions.Select(position => conversation.Words(factor)[position]).ToArray()),
        ]);

    private static IEnumerable<int> Positions(Conversation conversation, Func<FlowRecord, bool> stays) =>
        Enumerable.Range(0, conversation.FlowCount).Where(position => stays(conversation.Flows[position]));

    private static int[] Random(Random random, int all, int count)
    {
        int[] positions = [.. Enumerable.Range(0, all)];
        random.Shuffle(positions);
        return [.. positions[..count].Order()];
    }
}
