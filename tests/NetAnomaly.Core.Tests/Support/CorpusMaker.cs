using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>Training corpora of conversations.</summary>
internal static class CorpusMaker
{
    public static ConversationTable Corpus(params IEnumerable<Conversation> sequences) =>
        Corpus([TokenScheme.ProtoByte], [], sequences);

    public static ConversationTable Corpus(
        IReadOnlyList<TokenScheme> schemes, IReadOnlyList<string> excludeLabels,
        params IEnumerable<Conversation> sequences)
    {
        var builder = new ConversationTableBuilder(schemes, excludeLabels);
        foreach (var sequence in sequences) builder.Add(sequence);
        return builder.Build();
    }

    /// <summary>What a model learns from: with the features of the flows, where it sees them.</summary>
    public static ConversationTable Corpus(ModelSpec spec, params IEnumerable<Conversation> sequences)
    {
        var builder = new ConversationTableBuilder(spec.Schemes, [], DetectorKinds.Standard.Needs(spec).Features);
        foreach (var sequence in sequences) builder.Add(sequence);
        return builder.Build();
    }

    /// <summary>As many conversations of one word as given per hour, from 00:00 on.</summary>
    public static ConversationTable OfWindows(params int[] conversationsPerHour) => Corpus(
        conversationsPerHour.SelectMany(
            (count, hour) => Enumerable.Range(0, count).Select(
                n => SequenceMaker.OfWords($"{hour:00}:00", $"10.0.{hour}.{n}", null, "t1"))));
}
