using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Words;
using Xunit;

namespace NetAnomaly.Models.Tests.Classifiers;

public sealed class ClassifierCheckpointTests
{
    private static readonly object Sizes = new
    {
        EmbeddingSize = 8,
        HiddenSize = 8,
        AttentionLayers = 1,
        Heads = 2,
        FeedForwardSize = 16,
        DenseSize = 8,
        ContextLength = 4,
        Dropout = 0.2,
    };

    private static readonly ModelSpec Plain = TestSpec.Of(ModelArchitecture.Clstm, Sizes) with
    {
        Learning = LearningMode.Supervised, Schemes = SyntheticAttacks.Schemes, Seed = 3,
    };

    [Theory]
    [InlineData(ModelArchitecture.Clstm, ModelPreset.Default)]
    [InlineData(ModelArchitecture.BiLstm, ModelPreset.Default)]
    [InlineData(ModelArchitecture.Transformer, ModelPreset.Published)]
    public void A_training_that_crashed_goes_on_and_ends_with_the_weights_of_an_undisturbed_one(
        ModelArchitecture architecture, ModelPreset preset)
    {
        using var scenario = new CheckpointScenario(
            (options, before) => Run((Plain with { Preset = preset }).As(architecture, Sizes), options, before));

        scenario.AssertGoesOnAfterCrash(
            scenario.Options with { BatchSize = preset == ModelPreset.Published ? 32 : 1 }, percent: 50);
    }

    private static TrainedWeights Run(ModelSpec spec, TrainingOptions options, Action<int> before)
    {
        var corpus = SyntheticAttacks.Corpus(60);
        var labels = LabelledDataset.Of(corpus, spec, options)!;
        var job = new TrainingJob(
            spec, corpus, TrainingSplit.Of(corpus, 0.2, 1, labels.IsAnomalous), options) { DataHash = "data" };
        var vocabulary = VocabularyFitting.Fit(corpus, spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(spec, vocabulary);
        using var network = new WatchedNetwork(WordNetworks.CreateClassifier(spec, sizes, 2), before);
        return TrainedWeights.Of(
            network,
            new ClassifierTrainer(job, labels, vocabulary, network, sizes)
                .Run(null, TestContext.Current.CancellationToken));
    }
}
