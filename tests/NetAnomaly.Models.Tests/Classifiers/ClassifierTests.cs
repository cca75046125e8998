using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Words;
using Xunit;

namespace NetAnomaly.Models.Tests.Classifiers;

public sealed class ClassifierTests
{
    private static readonly DetectorRegistry Registry = new([new EmbeddedEngine()]);

    private static readonly object Sizes = new
    {
        EmbeddingSize = 16,
        HiddenSize = 16,
        AttentionLayers = 1,
        Heads = 2,
        FeedForwardSize = 32,
        DenseSize = 16,
        ContextLength = 4,
        Dropout = 0,
    };

    private static readonly ModelSpec Spec = TestSpec.Of(ModelArchitecture.Clstm, Sizes) with
    {
        Learning = LearningMode.Supervised, Schemes = SyntheticAttacks.Schemes, Aggregate = ScoreAggregation.Max,
        Seed = 3,
    };

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 20, BatchSize = 4, LearningRate = 0.02, ValidationShare = 0.2,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ModelArchitecture, ModelPreset> All => [..
        from architecture in new[] { ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm }
        from preset in Enum.GetValues<ModelPreset>()
        select (architecture, preset)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_classifier_tells_attacks_from_the_everyday(ModelArchitecture architecture, ModelPreset preset)
    {
        using var model = Train(
            (Spec with { Preset = preset }).As(architecture, Sizes),
            Options with { BatchSize = preset == ModelPreset.Published ? 64 : 4 });
        var test = SyntheticAttacks.Of(60, seed: 99).ToArray();

        var results = new ThresholdScan(model, AnomalyThreshold.Default).Score(test, Cancellation);

        var right = results.Count(result => result.IsAnomaly == result.Labels.Any(label => label is "Scan" or "Flood"));
        Assert.InRange(right, 57, 60);
        Assert.InRange(model.History[^1].ValidationAccuracy, 0.9, 1);
    }

    [Fact]
    public void Attacks_keep_their_names_where_they_are_not_folded()
    {
        using var model = Train(Spec.With(new { MergeAttackClasses = false }), Options);
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);

        var results = scorer.Score([Scan(), Flood(), Everyday()], Cancellation);

        Assert.Equal(["normal", "Flood", "Scan"], LoadedModel.Of(model).Detector.State.Classes);
        Assert.Equal(["Scan", "Flood", "normal"], results.Select(result => result.Predicted));
        Assert.Equal([true, true, false], results.Select(result => result.IsAnomaly));
        Assert.StartsWith("2 of 3 flows look like Scan (p ", results[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("no flow looks like an attack (p ", results[2].Reason, StringComparison.Ordinal);
        Assert.Equal("ProtoByte|ServicePort", results[0].TopFlows[0].Factor);
        Assert.Equal(
            ["t6|443", "t6|80"], results[0].TopFlows.Take(2).Select(flow => flow.Word).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Folded_attacks_are_one_class()
    {
        using var model = Train(Spec, Options);

        var result = new ThresholdScan(model, AnomalyThreshold.Default).Score([Scan()], Cancellation)[0];

        Assert.Equal(["normal", "anomalous"], LoadedModel.Of(model).Detector.State.Classes);
        Assert.Equal("anomalous", result.Predicted);
        Assert.StartsWith("2 of 3 flows look like an attack (p ", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_score_of_a_flow_is_the_surprisal_of_its_being_normal()
    {
        using var model = Train(Spec, Options);

        var score = LoadedModel.Of(model).Detector.Score([Scan()], Cancellation)[0];

        Assert.Equal(1, score.FactorCount);
        Assert.Equal(3, score.Surprisals.Length);
        Assert.InRange(score.Surprisals[0], 0, Math.Log(2));
        Assert.All(score.Surprisals[1..], value => Assert.InRange(value, Math.Log(2), double.MaxValue));
        Assert.Equal((IEnumerable<string?>)[null, "anomalous", "anomalous"], score.PredictedFlows);
    }

    [Fact]
    public void A_flow_that_looks_like_an_attack_of_no_certain_kind_is_not_said_to_look_like_none()
    {
        var score = new ConversationScore([0.1f, 0.97f], 1) { PredictedFlows = [null, null] };

        Assert.Equal(
            "a flow looks like an attack, but like none in particular (p 0.62)",
            new ClassifierReasons().Summarize(Everyday(), score));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_classifier_has_vectors_of_its_words(ModelArchitecture architecture, ModelPreset preset)
    {
        using var model = Train((Spec with { Preset = preset }).As(architecture, Sizes), Options with { Epochs = 0 });

        var detector = Assert.IsAssignableFrom<IWordEmbeddings>(LoadedModel.Of(model).Detector);

        Assert.All(
            detector.Vocabulary.Factors,
            (vocabulary, factor) => Assert.Equal(
                (16, vocabulary.Size), (detector.Embedding(factor)!.Width, detector.Embedding(factor)!.Words)));
    }

    [Fact]
    public void Labels_that_mean_an_attack_can_be_named()
    {
        using var model = Train(
            Spec.With(new { MergeAttackClasses = false }), Options with { AnomalousLabels = ["fl*"] });

        Assert.Equal(["normal", "Flood"], LoadedModel.Of(model).Detector.State.Classes);
        Assert.Equal(
            "normal", new ThresholdScan(model, AnomalyThreshold.Default).Score([Scan()], Cancellation)[0].Predicted);
    }

    [Fact]
    public void Without_a_label_that_means_an_attack_there_is_nothing_to_learn()
    {
        var error = Assert.Throws<TrainingException>(() => Train(Spec, Options with { AnomalousLabels = ["worm"] }));

        Assert.Contains("none holds", error.Message, StringComparison.Ordinal);
        Assert.Contains("-AnomalousLabel", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_classifier_comes_back_from_its_file_as_it_was(ModelArchitecture architecture, ModelPreset preset)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.nam");
        var test = SyntheticAttacks.Of(20, seed: 99).ToArray();
        try
        {
            using var model = Train(
                (Spec with { Preset = preset }).As(architecture, Sizes).With(new { MergeAttackClasses = false }),
                Options with { Epochs = 1 });
            ModelFile.Save(model, path, overwrite: false);
            using var loaded = ModelFile.Load(path, Registry);

            var (before, after) = (LoadedModel.Of(model), LoadedModel.Of(loaded));
            Assert.Equal(before.Detector.State.Classes, after.Detector.State.Classes);
            Assert.Equal(before.Threshold, after.Threshold);
            Assert.NotNull(after.Threshold);
            Assert.Equal(
                before.Detector.Score(test, Cancellation).SelectMany(score => score.Surprisals),
                after.Detector.Score(test, Cancellation).SelectMany(score => score.Surprisals));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        using var one = Train(Spec.With(new { Dropout = 0.2 }), Options with { Epochs = 2 });
        using var same = Train(Spec.With(new { Dropout = 0.2 }), Options with { Epochs = 2 });
        using var other = Train((Spec with { Seed = 4 }).With(new { Dropout = 0.2 }), Options with { Epochs = 2 });

        Assert.Equal(Weights(one), Weights(same));
        Assert.NotEqual(Weights(one), Weights(other));
    }

    [Fact]
    public void Calibration_rests_on_normal_conversations_only()
    {
        using var model = Train(Spec, Options);
        var corpus = SyntheticAttacks.Corpus();
        var normal = Enumerable.Range(0, corpus.Count).Count(
            conversation => !corpus.Labels(conversation).ToArray()
                .Any(label => label >= 0 && corpus.LabelTexts[label] != "Benign"));

        Assert.InRange(LoadedModel.Of(model).Calibration.Size, 1, (int)(normal * 0.3));
        Assert.InRange(
            LoadedModel.Of(model).Calibration.Strata.Max(stratum => stratum.Calibration.Scores.Max()), 0,
            LoadedModel.Of(model).Threshold!.Value);
    }

    private static Conversation Scan() => SyntheticAttacks.One(0, ("t9|80", null), ("t6|80", null), ("t6|443", null));

    private static Conversation Flood() =>
        SyntheticAttacks.One(0, ("t9|443", null), ("t10|53", null), ("t9|53", null), ("t8|53", null));

    private static Conversation Everyday() => SyntheticAttacks.One(0, ("t9|80", null), ("t8|443", null));

    private static AnomalyModel Train(ModelSpec spec, TrainingOptions options) =>
        new ModelTrainer(Registry).Train(
            ModelTrainer.New(spec), SyntheticAttacks.Corpus(), options, null, Cancellation);

    private static byte[] Weights(AnomalyModel model)
    {
        using var stream = new MemoryStream();
        LoadedModel.Of(model).Detector.WriteWeights(stream);
        return stream.ToArray();
    }
}
