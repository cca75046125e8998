using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using Xunit;

namespace NetAnomaly.Models.Tests.Engines;

public sealed class ClstmTrainingTests
{
    private static readonly DetectorRegistry Registry = new([new EmbeddedEngine()]);
    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Clstm, new { EmbeddingSize = 16, HiddenSize = 24, Dropout = 0 }) with { Seed = 3 };
    private static readonly TrainingOptions Options = new() { Epochs = 12, BatchSize = 4, LearningRate = 0.01 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Learns_the_order_of_words_that_a_frequency_model_cannot()
    {
        using var model = Train(Spec, Options);

        Assert.Equal(Options.Epochs, model.History.Count);
        Assert.True(
            model.History[^1].TrainingLoss < model.History[0].TrainingLoss / 2, "the loss did not fall by half");
        Assert.InRange(Score(model, "a", "b", "c", "a", "b"), 0, 0.5);
        Assert.InRange(Score(model, "c", "b", "a", "c", "b"), 1.5, double.PositiveInfinity);
    }

    [Fact]
    public void Says_which_words_it_expected_at_a_place_until_it_is_disposed()
    {
        var model = Train(Spec, Options);
        var detector = (TokenDetector)LoadedModel.Of(model).Detector;
        var conversation = SyntheticConversations.Of(
            0, [.. Enumerable.Range(0, 300).Select(at => "abc"[at % 3].ToString())]);
        var surprisals = detector.Score([detector.Vocabulary.Encode(conversation)], Cancellation)[0];

        foreach (var position in new[] { 0, 1, 2, 130, 299 })
        {
            var expected = detector.Expected(conversation, position, 0);
            Assert.Equal(3, expected.Count);
            Assert.Equal(expected.OrderByDescending(word => word.Probability), expected);
            Assert.Equal(
                Math.Exp(-surprisals[position]),
                Assert.Single(expected, word => word.Word == conversation.Words(0)[position]).Probability, 1e-4);
        }

        Assert.Equal("b", detector.Expected(conversation, 1, 0)[0].Word);
        model.Dispose();
        Assert.Empty(detector.Expected(conversation, 1, 0));
    }

    [Fact]
    public void Is_reproducible_to_the_bit()
    {
        using var first = Train(Spec.With(new { Dropout = 0.2 }), Options with { Epochs = 2 });
        using var second = Train(Spec.With(new { Dropout = 0.2 }), Options with { Epochs = 2 });

        Assert.Equal(Weights(first), Weights(second));
        Assert.Equal(first.Provenance!.DataHash, second.Provenance!.DataHash);
        Assert.Equal(
            first.History.Select(epoch => epoch.TrainingLoss), second.History.Select(epoch => epoch.TrainingLoss));
    }

    [Fact]
    public void A_saved_model_scores_as_it_did()
    {
        using var model = Train(Spec, Options with { Epochs = 2 });
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.nam");
        try
        {
            ModelFile.Save(model, path, overwrite: false);
            using var again = ModelFile.Load(path, Registry);

            Assert.Equal(Score(model, "a", "b", "b", "x"), Score(again, "a", "b", "b", "x"));
            Assert.Equal(model.History, again.History);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void No_epoch_leaves_the_network_untrained_but_usable()
    {
        using var model = Train(Spec, Options with { Epochs = 0 });

        Assert.Empty(model.History);
        Assert.InRange(Score(model, "a", "b", "c"), 0.5, 3);
    }

    [Fact]
    public void A_conversation_scores_the_same_alone_and_among_others_and_when_cut_into_pieces()
    {
        using var model = Train(Spec, Options with { Epochs = 1 });
        var detector = (TokenDetector)LoadedModel.Of(model).Detector;
        var shortOne = detector.Vocabulary.Encode(SyntheticConversations.Of(0, "a", "b"));
        var longOne = detector.Vocabulary.Encode(
            SyntheticConversations.Of(0, [.. Enumerable.Range(0, 300).Select(at => "abc"[at % 3].ToString())]));

        using var fresh = Train(Spec, Options with { Epochs = 1 });
        var together = ((TokenDetector)LoadedModel.Of(fresh).Detector)
            .Score([longOne, shortOne, shortOne], Cancellation);

        Assert.Equal(300, together[0].Length);
        AssertClose(detector.Score([shortOne], Cancellation)[0], together[1]);
        AssertClose(detector.Score([longOne], Cancellation)[0], together[0]);
        Assert.Equal(together[1], together[2]);
    }

    [Fact]
    public void Factors_are_predicted_apart_and_add_up()
    {
        var spec = Spec with { Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort] };
        var corpus = new ConversationTableBuilder(spec.Schemes, []);
        for (var i = 0; i < 60; i++) corpus.Add(SyntheticConversations.Of(i / 6, "t1|80", "t2|443", "t1|80"));
        using var model = new ModelTrainer(Registry).Train(
            ModelTrainer.New(spec), corpus.Build(), Options, null, Cancellation);

        var result = new ThresholdScan(model, AnomalyThreshold.Default)
            .Score([SyntheticConversations.Of(0, "t1|80", "t2|22", "t1|80")], Cancellation)[0];

        Assert.Equal("ServicePort", result.TopFlows[0].Factor);
        Assert.Equal("22", result.TopFlows[0].Word);
        Assert.Contains("port 22", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_conversations_are_learnt_once_by_weight()
    {
        using var once = Train(Spec, Options with { Epochs = 1 }, repeats: 1);
        using var thrice = Train(Spec, Options with { Epochs = 1 }, repeats: 3);

        Assert.Equal(3 * once.Provenance!.Flows, thrice.Provenance!.Flows);
        Assert.Equal(once.History[0].ValidationLoss, thrice.History[0].ValidationLoss, 1e-3);
    }

    [Fact]
    public void Cancelling_stops_between_batches()
    {
        using var source = new CancellationTokenSource();
        var corpus = Corpus(1);
        var progress = new Progress(_ => source.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() =>
            new ModelTrainer(Registry).Train(
                ModelTrainer.New(Spec), corpus, Options with { Epochs = 10_000, Patience = 0 }, progress,
                source.Token));
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused_by_name()
    {
        using var model = Train(Spec, Options with { Epochs = 0 });
        using var weights = new MemoryStream();
        var detector = (TokenDetector)LoadedModel.Of(model).Detector;
        detector.WriteWeights(weights);
        weights.Position = 0;

        var error = Assert.Throws<InvalidDataException>(
            () => new EmbeddedEngine().Load(Spec.With(new { HiddenSize = 25 }), detector.State, weights));

        Assert.Contains("weight", error.Message, StringComparison.Ordinal);
    }

    private static ConversationTable Corpus(int repeats)
    {
        var corpus = new ConversationTableBuilder(Spec.Schemes, []);
        for (var i = 0; i < repeats; i++)
        {
            foreach (var sequence in SyntheticConversations.Cycle(200, seed: 5)) corpus.Add(sequence);
        }

        return corpus.Build();
    }

    private static AnomalyModel Train(ModelSpec spec, TrainingOptions options, int repeats = 1) =>
        new ModelTrainer(Registry).Train(ModelTrainer.New(spec), Corpus(repeats), options, null, Cancellation);

    private static double Score(AnomalyModel model, params string[] words) =>
        new ThresholdScan(model, AnomalyThreshold.Default).Score(
            [SyntheticConversations.Of(0, words)], Cancellation)[0].Score;

    private static byte[] Weights(AnomalyModel model)
    {
        using var stream = new MemoryStream();
        LoadedModel.Of(model).Detector.WriteWeights(stream);
        return stream.ToArray();
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-4f);
    }

    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
