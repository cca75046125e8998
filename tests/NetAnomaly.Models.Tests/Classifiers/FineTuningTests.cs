using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using Xunit;

namespace NetAnomaly.Models.Tests.Classifiers;

public sealed class FineTuningTests
{
    private static readonly DetectorRegistry Registry = new([new EmbeddedEngine()]);

    private static readonly ModelSpec Language = TestSpec.Of(
        ModelArchitecture.Clstm, new { EmbeddingSize = 12, HiddenSize = 20, Dropout = 0 }) with { Name = "language",
        Schemes = SyntheticAttacks.Schemes, Seed = 3 };

    private static readonly ModelSpec Classifier = TestSpec.Of(
        ModelArchitecture.Clstm, new { MergeAttackClasses = false }) with { Name = "tuned",
        Learning = LearningMode.Supervised, Seed = 8 };

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 4, BatchSize = 4, LearningRate = 0.01, ValidationShare = 0.2,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelArchitecture.Clstm)]
    [InlineData(ModelArchitecture.Transformer)]
    [InlineData(ModelArchitecture.BiLstm)]
    public void A_classifier_starts_from_the_words_and_weights_of_a_language_model(ModelArchitecture architecture)
    {
        using var language = Train(Language.As(architecture, new { Heads = 2, AttentionLayers = 1 }));
        using var tuned = Tune(Classifier.As(architecture), language, epochs: 0);

        var (before, after) = (Weights(language), Weights(tuned));
        Assert.Equal(12, tuned.Spec.OptionsOf<WordNetworkOptions>().EmbeddingSize);
        Assert.Equal(("tuned", LearningMode.Supervised, 8), (tuned.Name, tuned.Learning, tuned.Spec.Seed));
        Assert.Equal("language", tuned.Provenance!.StartedFrom);
        Assert.Equal(
            before.Keys.Where(IsBody).Order(StringComparer.Ordinal),
            after.Keys.Where(IsBody).Order(StringComparer.Ordinal));
        Assert.All(before.Where(pair => IsBody(pair.Key)), pair => Assert.Equal(pair.Value, after[pair.Key]));
        Assert.Equal(3, after["heads.0.bias"].Length);
    }

    [Fact]
    public void Fine_tuning_moves_the_body_too_and_learns()
    {
        using var language = Train(Language);
        using var tuned = Tune(Classifier, language, epochs: 20);

        Assert.NotEqual(Weights(language)["lstm.weight_hh_l0"], Weights(tuned)["lstm.weight_hh_l0"]);
        var results = new ThresholdScan(tuned, AnomalyThreshold.Default)
            .Score([.. SyntheticAttacks.Of(60, seed: 99)], Cancellation);
        Assert.InRange(
            results.Count(result => result.IsAnomaly == result.Labels.Any(label => label is "Scan" or "Flood")), 55,
            60);
    }

    [Fact]
    public void A_language_model_can_go_on_learning_from_where_another_ended()
    {
        using var language = Train(Language);
        using var same = Tune(Language with { Name = "renewed" }, language, epochs: 0);

        Assert.Equal(Weights(language), Weights(same));
    }

    [Fact]
    public void Another_architecture_or_preset_is_refused()
    {
        using var language = Train(Language);

        Assert.Contains(
            "cannot start from",
            Assert.Throws<ArgumentException>(() => Tune(Classifier.As(ModelArchitecture.BiLstm), language, 0)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "cannot start from",
            Assert.Throws<ArgumentException>(
                () => Tune(
                    Classifier with { Preset = ModelPreset.Published }, language,
                    0)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no weights",
            Assert.Throws<ArgumentException>(
                () => Tune(
                    (Classifier with { Learning = LearningMode.Unsupervised }).As(ModelArchitecture.TokenFrequency),
                    language, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_classifier_has_other_layers_than_the_published_language_model()
    {
        using var language = Train(Language with { Preset = ModelPreset.Published });

        Assert.Contains(
            "other layers",
            Assert.Throws<ArgumentException>(
                () => Tune(
                    Classifier with { Preset = ModelPreset.Published }, language,
                    0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_untrained_model_is_no_start()
    {
        using var untrained = ModelTrainer.New(Language);

        Assert.Throws<InvalidOperationException>(() => Tune(Classifier, untrained, 0));
    }

    [Fact]
    public void Embeddings_can_begin_as_word_vectors()
    {
        using var plain = Train(Language, epochs: 0);
        using var vectors = Train(Language.With(new { WordVectors = true }), epochs: 0);

        var (drawn, begun) = (Weights(plain), Weights(vectors));
        Assert.NotEqual(drawn["embeddings.0.weight"][(2 * 12)..], begun["embeddings.0.weight"][(2 * 12)..]);
        Assert.Equal(drawn["embeddings.0.weight"][..(2 * 12)], begun["embeddings.0.weight"][..(2 * 12)]);
        Assert.Equal(drawn["lstm.weight_hh_l0"], begun["lstm.weight_hh_l0"]);
    }

    private static bool IsBody(string name) => !name.StartsWith("heads.", StringComparison.Ordinal);

    private static AnomalyModel Train(ModelSpec spec, int epochs = 2) =>
        new ModelTrainer(Registry).Train(
            ModelTrainer.New(spec), SyntheticAttacks.Corpus(), Options with { Epochs = epochs }, null, Cancellation);

    private static AnomalyModel Tune(ModelSpec spec, AnomalyModel origin, int epochs) =>
        new ModelTrainer(Registry).FineTune(
            ModelTrainer.New(spec), origin, SyntheticAttacks.Corpus(),
            Options with { Epochs = epochs, LearningRate = 0.05 }, null, Cancellation);

    private static Dictionary<string, float[]> Weights(AnomalyModel model)
    {
        using var stream = new MemoryStream();
        LoadedModel.Of(model).Detector.WriteWeights(stream);
        stream.Position = 0;
        return Safetensors.Load(stream).ToDictionary(pair => pair.Key, pair => pair.Value.data<float>().ToArray());
    }
}
