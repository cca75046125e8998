using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Models.Tests.Classifiers;

/// <summary>Conversations of two factors over ten hours, a fifth of them scans or floods of their own words.</summary>
internal static class SyntheticAttacks
{
    public static readonly TokenScheme[] Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort];

    private static readonly DateTime Monday = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The corpus.</summary>
    public static ConversationTable Corpus(int count = 120, int seed = 5)
    {
        var corpus = new ConversationTableBuilder(Schemes, []);
        foreach (var sequence in Of(count, seed)) corpus.Add(sequence);
        return corpus.Build();
    }

    /// <summary>Conversations, ordered by hour. An attack's first flow is like any other.</summary>
    public static IEnumerable<Conversation> Of(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var hour = i * 10 / count;
            var length = 2 + random.Next(6);
            var attack = random.Next(10) switch { 0 => "Scan", 1 => "Flood", _ => null };
            yield return One(
                hour,
                [
                    .. Enumerable.Range(0, length).Select(
                        at => attack is null || at == 0 ? Everyday(random) : Attack(attack, random)),
                ]);
        }
    }

    /// <summary>A conversation of the given words and labels.</summary>
    public static Conversation One(int hour, params (string Word, string? Label)[] flows)
    {
        var start = Monday.AddHours(hour);
        var records = flows
            .Select(
                (flow, index) => new FlowRecord
                {
                    Start = start.AddSeconds(index), Protocol = "tcp", SourceAddress = "10.0.0.1",
                    DestinationAddress = "10.0.0.2", Label = flow.Label,
                })
            .ToArray();
        return new Conversation(
            start, TimeSpan.FromHours(1), FlowGrouping.Dyad, Schemes, records,
            [
                .. Enumerable.Range(0, Schemes.Length).Select(
                    factor => flows.Select(flow => flow.Word.Split('|')[factor]).ToArray()),
            ]);
    }

    private static (string Word, string? Label) Everyday(Random random) =>
        ($"t{8 + random.Next(4)}|{(random.Next(2) == 0 ? 80 : 443)}", random.Next(2) == 0 ? null : "Benign");

    // What a scan and a flood share with the everyday is one factor each.
    private static (string Word, string? Label) Attack(string name, Random random) =>
        (name == "Scan" ? $"t6|{(random.Next(2) == 0 ? 80 : 443)}" : $"t{8 + random.Next(4)}|53", name);
}
