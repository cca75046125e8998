using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using Xunit;

namespace NetAnomaly.Models.Tests.Classifiers;

public sealed class SemiSupervisedTests
{
    private static readonly DetectorRegistry Registry = new([new EmbeddedEngine()]);

    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Clstm,
        new { EmbeddingSize = 16, HiddenSize = 16, Dropout = 0 }) with { Learning = LearningMode.SemiSupervised,
        Schemes = SyntheticAttacks.Schemes, Seed = 3 };

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 6, BatchSize = 4, LearningRate = 0.01, ValidationShare = 0.2,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Attacks_choose_the_threshold_and_are_not_learnt()
    {
        using var model = Train(Spec);
        var detector = (TokenDetector)LoadedModel.Of(model).Detector;

        Assert.DoesNotContain(
            detector.Vocabulary.Factors.SelectMany(factor => factor.Words), word => word.Text is "t6" or "53");
        Assert.NotNull(LoadedModel.Of(model).Threshold);
        var results = new ThresholdScan(model, AnomalyThreshold.Default)
            .Score([.. SyntheticAttacks.Of(60, seed: 99)], Cancellation);
        Assert.InRange(
            results.Count(result => result.IsAnomaly == result.Labels.Any(label => label is "Scan" or "Flood")), 55,
            60);
    }

    [Fact]
    public void Without_an_attack_it_is_a_language_model_without_a_threshold()
    {
        using var model = Train(Spec, ["worm"]);

        Assert.Null(LoadedModel.Of(model).Threshold);
        Assert.NotEmpty(model.History);
    }

    [Fact]
    public void Traffic_of_attacks_alone_is_refused()
    {
        var error = Assert.Throws<TrainingException>(
            () => Train(
                Spec, ["*", ""],
                Enumerable.Range(0, 20).Select(
                    i => SyntheticAttacks.One(i / 4, ("t6|80", "Scan"), ("t6|443", "Scan")))));

        Assert.Contains("every one", error.Message, StringComparison.Ordinal);
    }

    private static AnomalyModel Train(
        ModelSpec spec, IReadOnlyList<string>? anomalous = null, IEnumerable<Conversation>? conversations = null)
    {
        var corpus = new ConversationTableBuilder(spec.Schemes, []);
        foreach (var conversation in conversations ?? SyntheticAttacks.Of(120, seed: 5)) corpus.Add(conversation);
        return new ModelTrainer(Registry).Train(
            ModelTrainer.New(spec), corpus.Build(), Options with { AnomalousLabels = anomalous }, null, Cancellation);
    }
}
