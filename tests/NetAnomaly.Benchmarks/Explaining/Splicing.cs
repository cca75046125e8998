namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// Hides flows of attacks in normal conversations: the same hosts, the same hour, other flows around them. What is
/// named can then be right or wrong.
/// </summary>
internal static class Splicing
{
    private const int LeastFlows = 5;
    private const int MostInjected = 10;
    private const int PerAttack = 40;

    /// <summary>
    /// Flows of a test, some of whose conversations have got flows of attacks; those attacks themselves are left out.
    /// </summary>
    public static FlowRecord[] Of(TrafficTrial trial, IReadOnlyList<Conversation> conversations, int seed)
    {
        var random = new Random(seed);
        var hosts = conversations
            .Where(
                conversation => conversation.FlowCount >= LeastFlows && conversation.SourceAddress is not "-"
                    && conversation.Labels.Count < 2 && !conversation.Flows.Any(TrafficTrial.IsAttack))
            .ToArray();
        random.Shuffle(hosts);
        var attacks = trial.Test.Where(TrafficTrial.IsAttack).GroupBy(flow => flow.Label!)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToArray()).ToArray();
        var spliced = new List<FlowRecord>(trial.Test.Where(flow => !TrafficTrial.IsAttack(flow)));
        for (var i = 0; i < Math.Min(hosts.Length, PerAttack * attacks.Length); i++)
        {
            var attack = attacks[i % attacks.Length];
            var from = random.Next(attack.Length);
            foreach (var flow in attack.AsSpan(from, Math.Min(1 + random.Next(MostInjected), attack.Length - from)))
                spliced.Add(Within(hosts[i], flow, attack[from], random));
        }

        return [.. spliced.OrderBy(flow => flow.Start)];
    }

    // Forth and back as in the attack; at a time within the conversation's.
    private static FlowRecord Within(Conversation conversation, FlowRecord flow, FlowRecord first, Random random)
    {
        var forth = flow.SourceAddress == first.SourceAddress;
        var (source, destination) = (conversation.SourceAddress!, conversation.DestinationAddress!);
        var span = conversation.Flows[^1].Start - conversation.Flows[0].Start;
        return flow with
        {
            Start = conversation.Flows[0].Start + (span * random.NextDouble()),
            SourceAddress = forth ? source : destination,
            DestinationAddress = forth ? destination : source,
        };
    }
}
