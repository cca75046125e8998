using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>Training corpora of conversations.</summary>
internal static class CorpusMaker
{
    public static TrainingCorpus Corpus(params IEnumerable<FlowSequence> sequences) => Corpus([TokenScheme.ProtoByte], [], sequences);

    public static TrainingCorpus Corpus(IReadOnlyList<TokenScheme> schemes, IReadOnlyList<string> excludeLabels, params IEnumerable<FlowSequence> sequences)
    {
        var builder = new TrainingCorpusBuilder(schemes, excludeLabels);
        foreach (var sequence in sequences) builder.Add(sequence);
        return builder.Build();
    }

    /// <summary>What a model learns from: with the features of the flows, where it sees them.</summary>
    public static TrainingCorpus Corpus(ModelSpec spec, params IEnumerable<FlowSequence> sequences)
    {
        var builder = new TrainingCorpusBuilder(spec.Schemes, [], spec.SeesFeatures);
        foreach (var sequence in sequences) builder.Add(sequence);
        return builder.Build();
    }

    /// <summary>As many conversations of one word as given per hour, from 00:00 on.</summary>
    public static TrainingCorpus OfWindows(params int[] conversationsPerHour) => Corpus(
        conversationsPerHour.SelectMany((count, hour) => Enumerable.Range(0, count).Select(n => SequenceMaker.OfWords($"{hour:00}:00", $"10.0.{hour}.{n}", null, "t1"))));
}
