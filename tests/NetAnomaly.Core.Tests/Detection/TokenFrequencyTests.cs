using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.CorpusMaker;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Detection;

public sealed class TokenFrequencyTests
{
    private static readonly TokenScheme[] Bytes = [TokenScheme.ProtoByte];

    // t1: 4 flows of 2 hosts; t2: 1 flow of 1 host. N = 5 flows or 3 pairs of word and host; V = 3 with <unk>.
    private static readonly ConversationTable Words = Corpus(
        OfWords("10:00", Alice, null, "t1", "t1", "t1", "t2"), OfWords("10:00", Bob, null, "t1"));

    [Theory]
    [InlineData("t1", 5.0 / 8)]
    [InlineData("t2", 2.0 / 8)]
    [InlineData("u9", 1.0 / 8)]
    public void By_flow_the_surprisal_is_of_the_smoothed_share_of_flows(string word, double share) =>
        Assert.Equal((float)-Math.Log(share), Surprisal(TokenCounting.Flow, word));

    [Theory]
    [InlineData("t1", 3.0 / 6)]
    [InlineData("t2", 2.0 / 6)]
    [InlineData("u9", 1.0 / 6)]
    public void By_source_host_it_is_of_the_smoothed_share_of_hosts(string word, double share) =>
        Assert.Equal((float)-Math.Log(share), Surprisal(TokenCounting.SourceHost, word));

    [Theory]
    [InlineData(TokenCounting.Flow)]
    [InlineData(TokenCounting.SourceHost)]
    public void The_probabilities_of_all_words_and_the_unknown_add_up_to_one(TokenCounting countBy) =>
        Assert.Equal(1, new[] { "t1", "t2", "unseen" }.Sum(word => Math.Exp(-Surprisal(countBy, word))), 1e-6);

    [Fact]
    public void Each_factor_is_counted_apart_and_they_add_up()
    {
        IReadOnlyList<TokenScheme> schemes = [TokenScheme.ProtoByte, TokenScheme.State];
        var corpus = Corpus(schemes, [], OfFactors(schemes, ["t1", "t1", "t2"], ["SF", "S0", "SF"]));
        var vocabulary = VocabularyFitting.Fit(corpus, schemes, [0]);
        using var detector = new TokenFrequencyDetector(vocabulary, TokenCounting.Flow);
        var surprisals = Assert.Single(
            detector.Score(
                [vocabulary.Encode(OfFactors(schemes, ["t2", "t1"], ["S0", "XX"]))],
                TestContext.Current.CancellationToken));
        Assert.Equal([Nats(2, 6), Nats(2, 6), Nats(3, 6), Nats(1, 6)], surprisals);
        Assert.Equal(-Math.Log(3.0 / 6 * 1 / 6), Aggregation.Score(surprisals, 2, ScoreAggregation.Max), 1e-6);
        Assert.Equal(
            -Math.Log(2.0 / 6 * 2 / 6 * 3 / 6 * 1 / 6) / 2, Aggregation.Score(surprisals, 2, ScoreAggregation.Mean),
            1e-6);
    }

    [Fact]
    public void Order_and_neighbours_do_not_matter()
    {
        var vocabulary = VocabularyFitting.Fit(Words, Bytes, [0, 1]);
        using var detector = new TokenFrequencyDetector(vocabulary, TokenCounting.Flow);
        var scores = detector.Score([[2, 3, 1], [1, 3, 2], [3]], TestContext.Current.CancellationToken);
        Assert.Equal(scores[0], scores[1].Reverse());
        Assert.Equal(scores[0][1], scores[2][0]);
    }

    [Fact]
    public void A_model_that_saw_nothing_finds_nothing_surprising()
    {
        using var detector = new TokenFrequencyDetector(
            new Vocabulary([new FactorVocabulary(TokenScheme.ProtoByte, [])]), TokenCounting.Flow);
        Assert.Equal([0f], detector.Score([[FactorVocabulary.UnknownId]], TestContext.Current.CancellationToken)[0]);
    }

    [Fact]
    public void It_has_no_weights_to_write()
    {
        using var detector = new TokenFrequencyDetector(VocabularyFitting.Fit(Words, Bytes, [0]), TokenCounting.Flow);
        Assert.False(detector.HasWeights);
        Assert.Throws<InvalidOperationException>(() => detector.WriteWeights(Stream.Null));
    }

    [Fact]
    public void Scoring_stops_when_it_is_cancelled()
    {
        using var detector = new TokenFrequencyDetector(VocabularyFitting.Fit(Words, Bytes, [0]), TokenCounting.Flow);
        Assert.Throws<OperationCanceledException>(() => detector.Score([[2]], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void All_conversations_are_counted_and_each_calibrates_without_its_own_words()
    {
        var corpus = Corpus(
            Enumerable.Range(0, 5).Select(hour => OfWords($"{hour:00}:00", Alice, null, hour < 4 ? "t1" : "t2")));
        var trained = Train(corpus, new TrainingOptions());
        using var detector = trained.Detector;

        // N = 5 flows, V = 3 with <unk>: t1 is left with 3 uses of 4, t2 with none of 1.
        Assert.Equal(
            [Nats(4, 8), Nats(4, 8), Nats(4, 8), Nats(4, 8), Nats(1, 8)],
            trained.Calibration.Scores.Select(score => (float)score));
        Assert.Equal(
            [("t1", 4L, 1L), ("t2", 1L, 1L)],
            detector.State.Words().Factors[0].Words.Select(word => (word.Text, word.Flows, word.Hosts)));
        Assert.Empty(trained.History);
        Assert.Equal(0, trained.BestEpoch);
    }

    [Fact]
    public void Training_stops_when_it_is_cancelled() =>
        Assert.Throws<OperationCanceledException>(
            () => new TokenFrequencyFactory().Train(
                Job(Words, new TrainingOptions()), null, new CancellationToken(canceled: true)));

    [Fact]
    public void Training_tells_how_far_it_is_to_the_end()
    {
        var reports = new ListProgress();
        new TokenFrequencyFactory().Train(
            Job(Words, new TrainingOptions()), reports, TestContext.Current.CancellationToken).Detector.Dispose();
        Assert.Equal([0.5, 1], reports.Reports.Select(report => report.Fraction));
    }

    [Fact]
    public void It_is_made_by_the_core_and_only_it()
    {
        var provider = new TokenFrequencyFactory();
        Assert.Equal("Core", provider.Engine);
        Assert.True(provider.Supports(ModelArchitecture.TokenFrequency));
        Assert.False(provider.Supports(ModelArchitecture.Clstm));
    }

    [Fact]
    public void The_catalogue_names_the_architecture_that_no_engine_makes()
    {
        var registry = new DetectorRegistry([new TokenFrequencyFactory()]);
        Assert.IsType<TokenFrequencyFactory>(registry.FactoryFor(ModelArchitecture.TokenFrequency));
        Assert.Contains(
            "Clstm", Assert.Throws<NotSupportedException>(() => registry.FactoryFor(ModelArchitecture.Clstm)).Message,
            StringComparison.Ordinal);
    }

    private static float Nats(double uses, double of) => (float)-Math.Log(uses / of);

    private static float Surprisal(TokenCounting countBy, string word)
    {
        var vocabulary = VocabularyFitting.Fit(Words, Bytes, [0, 1]);
        using var detector = new TokenFrequencyDetector(vocabulary, countBy);
        return detector.Score([[vocabulary.Factors[0].Id(word)]], TestContext.Current.CancellationToken)[0][0];
    }

    private static TrainingJob Job(ConversationTable corpus, TrainingOptions options) =>
        new(
            TestSpec.Of(ModelArchitecture.TokenFrequency), corpus,
            TrainingSplit.Of(corpus, options.ValidationShare, 42), options);

    private static TrainedDetector Train(ConversationTable corpus, TrainingOptions options) =>
        new TokenFrequencyFactory().Train(Job(corpus, options), null, TestContext.Current.CancellationToken);
}
