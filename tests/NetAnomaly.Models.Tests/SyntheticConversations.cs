namespace NetAnomaly.Models.Tests;

/// <summary>Conversations with a grammar that a language model can learn and a frequency model cannot.</summary>
internal static class SyntheticConversations
{
    private static readonly DateTime Monday = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A conversation of one window whose words are given; factors are separated by '|'.</summary>
    public static Conversation Of(int hour, params string[] words) => Of(hour, "10.0.0.1", words);

    /// <summary>The same with its source named.</summary>
    public static Conversation From(string host, string[] words, int hour = 0) => Of(hour, host, words);

    private static Conversation Of(int hour, string host, string[] words)
    {
        var start = Monday.AddHours(hour);
        var flows = words
            .Select(
                (_, index) => new FlowRecord
                {
                    Start = start.AddSeconds(index), Protocol = "tcp", SourceAddress = host,
                    DestinationAddress = "10.0.0.2",
                })
            .ToArray();
        var factors = words[0].Split('|').Length;
        TokenScheme[] schemes = [.. new[] { TokenScheme.ProtoByte, TokenScheme.ServicePort }.Take(factors)];
        return new Conversation(
            start, TimeSpan.FromHours(1), FlowGrouping.Dyad, schemes, flows,
            [
                .. Enumerable.Range(0, factors).Select(
                    factor => words.Select(word => word.Split('|')[factor]).ToArray()),
            ]);
    }

    /// <summary>
    /// Ten hours of conversations in which b always follows a and c follows b, from a random place in the cycle.
    /// </summary>
    public static IEnumerable<Conversation> Cycle(int count, int seed)
    {
        var random = new Random(seed);
        string[] cycle = ["a", "b", "c"];
        for (var i = 0; i < count; i++)
        {
            var phase = random.Next(3);
            yield return Of(
                i * 10 / count, [.. Enumerable.Range(phase, 4 + random.Next(8)).Select(at => cycle[at % 3])]);
        }
    }
}
