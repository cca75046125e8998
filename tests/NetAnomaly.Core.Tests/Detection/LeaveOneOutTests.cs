using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Detection;

public sealed class LeaveOneOutTests
{
    [Fact]
    public void A_host_is_taken_from_a_word_only_where_it_uses_the_word_nowhere_else()
    {
        // t1: by 10.0.0.1 in two conversations and by 10.0.0.2 in one; N = 2 pairs, V = 2 with <unk>.
        var corpus = CorpusMaker.Corpus(
            OfWords("10:00", "10.0.0.1", null, "t1", "t1"), OfWords("11:00", "10.0.0.1", null, "t1"),
            OfWords("12:00", "10.0.0.2", null, "t1"));

        var scores = Scores(corpus, TokenCounting.SourceHost);

        Assert.Equal(
            [-Math.Log(3 / 4.0), -Math.Log(3 / 4.0), -Math.Log(2 / 4.0)], scores.Select(score => Math.Round(score, 6)),
            (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Theory]
    [InlineData(TokenCounting.Flow)]
    [InlineData(TokenCounting.SourceHost)]
    [InlineData(TokenCounting.SourceWindow)]
    public void Conversations_of_the_same_kind_get_p_values_below_a_level_no_more_often_than_the_level(
        TokenCounting countBy)
    {
        var random = new Random(11);
        var all = Enumerable.Range(0, 6000).Select(Draw).ToArray();
        var corpus = CorpusMaker.Corpus(all.Take(4000));
        var vocabulary = VocabularyFitting.Fit(corpus, corpus.Schemes, [.. Enumerable.Range(0, corpus.Count)]);
        var calibration = Calibration.Of(Scores(corpus, countBy));
        using var detector = new TokenFrequencyDetector(vocabulary, countBy);

        var surprisals = detector.Score(
            [.. all.Skip(4000).Select(vocabulary.Encode)], TestContext.Current.CancellationToken);
        var pValues = surprisals.Select(flows => calibration.PValue(Aggregation.Score(flows, 1, ScoreAggregation.Mean)))
            .ToArray();

        foreach (var level in new[] { 0.01, 0.05, 0.2 })
            Assert.InRange(pValues.Count(p => p <= level) / 2000.0, 0, level * 1.3);

        // Words with a long tail, so that some of every draw were never seen before.
        Conversation Draw(int i) => OfWords(
            "10:00", $"10.0.{random.Next(40)}.1", null,
            [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => $"t{(int)(1 / (random.NextDouble() + 1e-4))}")]);
    }

    private static double[] Scores(ConversationTable corpus, TokenCounting countBy)
    {
        var vocabulary = VocabularyFitting.Fit(corpus, corpus.Schemes, [.. Enumerable.Range(0, corpus.Count)]);
        return new LeaveOneOutScores(corpus, vocabulary, countBy)
            .Scores(ModelMaker.Spec, TestContext.Current.CancellationToken);
    }
}
