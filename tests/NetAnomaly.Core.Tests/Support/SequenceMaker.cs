using NetAnomaly.Core.Conversations;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>Conversations and corpora of which a test names only what matters to it.</summary>
internal static class SequenceMaker
{
    /// <summary>The one conversation of some flows.</summary>
    public static Conversation Sequence(ConversationOptions options, params FlowRecord[] flows) =>
        Assert.Single(ConversationBuilder.Build(flows, options));

    /// <summary>The one dyad-hour of some flows, as ProtoByte words.</summary>
    public static Conversation Sequence(params FlowRecord[] flows) => Sequence(new ConversationOptions(), flows);

    /// <summary>A conversation of words that no scheme made: one flow a minute, all from one host.</summary>
    public static Conversation OfWords(string window, string from, string? label, params string[] words)
    {
        var start = FlowMaker.At(window);
        var flows = words.Select(
            (_, minute) =>
                FlowMaker.Flow(from: from, label: label) with { Start = start.AddMinutes(minute) }).ToArray();
        return new Conversation(
            start, TimeSpan.FromHours(1), FlowGrouping.Dyad, [TokenScheme.ProtoByte], flows, [words]);
    }

    /// <summary>The same of words with several factors: [scheme][position].</summary>
    public static Conversation OfFactors(IReadOnlyList<TokenScheme> schemes, params string[][] words)
    {
        var start = FlowMaker.At("10:00");
        var flows = words[0].Select((_, minute) => FlowMaker.Flow() with { Start = start.AddMinutes(minute) })
            .ToArray();
        return new Conversation(start, TimeSpan.FromHours(1), FlowGrouping.Dyad, schemes, flows, words);
    }
}
