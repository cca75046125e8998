namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// Normal conversations with a share of attacks among them; where there are not enough, further hosts do the same:
/// copies with other sources, drawn from the normal ones.
/// </summary>
internal static class Contamination
{
    /// <summary>The mixture, by window.</summary>
    /// <param name="normal">Normal conversations.</param>
    /// <param name="attacks">Conversations of attacks.</param>
    /// <param name="share">The share of attacks that is wanted.</param>
    /// <param name="seed">Draws attacks and hosts.</param>
    public static Conversation[] Of(Conversation[] normal, Conversation[] attacks, double share, int seed)
    {
        var random = new Random(seed);
        var wanted = (int)Math.Round(normal.Length * share / (1 - share));
        string[] hosts =
        [
            .. normal.Select(conversation => conversation.SourceAddress!).Distinct(StringComparer.Ordinal),
        ];
        var mixed = new List<Conversation>(normal);
        for (var copy = 0; wanted > 0; copy++)
        {
            Conversation[] drawn = [.. attacks];
            random.Shuffle(drawn);
            var names = new Dictionary<string, string>();
            foreach (var conversation in drawn.Take(wanted))
                mixed.Add(copy == 0 ? conversation : Infected(conversation, names, hosts, random));
            wanted -= Math.Min(wanted, drawn.Length);
        }

        return [.. mixed.OrderBy(conversation => conversation.WindowStart)];
    }

    // The same conversation of another host.
    private static Conversation Infected(
        Conversation conversation, Dictionary<string, string> names, string[] hosts, Random random)
    {
        var source = conversation.SourceAddress!;
        if (!names.TryGetValue(source, out var other)) names[source] = other = hosts[random.Next(hosts.Length)];
        return new Conversation(
            conversation.WindowStart, conversation.Window, conversation.GroupBy, conversation.Schemes,
            [
                .. conversation.Flows.Select(
                    flow => flow with
                    {
                        SourceAddress = Name(flow.SourceAddress), DestinationAddress = Name(flow.DestinationAddress),
                    }),
            ],
            [
                .. Enumerable.Range(0, conversation.Schemes.Count)
                .Select(factor => conversation.Words(factor).ToArray()),
            ]);

        string Name(string address) => address == source ? other : address;
    }
}
