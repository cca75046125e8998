using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Benchmarks.Engines;

/// <summary>Conversations of random words, 1 to 64 flows long.</summary>
internal static class RandomConversations
{
    private const int Words = 40;
    private const int Longest = 64;
    private static readonly DateTime Start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TokenScheme[] Schemes = [TokenScheme.ProtoByte];

    public static ConversationTable Corpus(int count, int seed)
    {
        var corpus = new ConversationTableBuilder(Schemes, []);
        foreach (var conversation in Make(count, seed)) corpus.Add(conversation);
        return corpus.Build();
    }

    public static Conversation[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(
                number => One(Start.AddHours(number * 10 / count), random, 1 + random.Next(Longest))),
        ];
    }

    /// <summary>A conversation of so many flows.</summary>
    public static Conversation One(DateTime window, Random random, int length)
    {
        var flows = Enumerable.Range(0, length).Select(second => new FlowRecord
        {
            Start = window.AddSeconds(second), Protocol = "tcp", SourceAddress = "10.0.0.1",
            DestinationAddress = "10.0.0.2",
        }).ToArray();
        return new Conversation(
            window, TimeSpan.FromHours(1), FlowGrouping.Dyad, Schemes, flows,
            [[.. flows.Select(_ => $"t{random.Next(Words)}")]]);
    }

    /// <summary>A batch of conversations of one length.</summary>
    public static Conversation[] Batch(Random random, int count, int length) =>
        [.. Enumerable.Range(0, count).Select(_ => One(Start, random, length))];
}
