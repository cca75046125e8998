extern alias Torch;

using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Tests;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>Small models trained on the Torch engine.</summary>
internal static class TorchModels
{
    public static ModelSpec Spec { get; } = TestSpec.Of(
        ModelArchitecture.Clstm, new { EmbeddingSize = 16, HiddenSize = 24, Dropout = 0 }) with { Seed = 3 };

    public static TrainingOptions Options { get; } = new() { Epochs = 3, BatchSize = 4, LearningRate = 0.01 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ConversationTable Corpus()
    {
        var corpus = new ConversationTableBuilder(Spec.Schemes, []);
        foreach (var conversation in SyntheticConversations.Cycle(120, seed: 1)) corpus.Add(conversation);
        return corpus.Build();
    }

    public static AnomalyModel Train(
        IDetectorFactory engine, ModelSpec? spec = null, TrainingOptions? options = null) =>
        new ModelTrainer(new DetectorRegistry([engine])).Train(
            ModelTrainer.New(spec ?? Spec), Corpus(), options ?? Options, null, Cancellation);

    public static double[] Scores(AnomalyModel model) =>
        [
            .. new ThresholdScan(model, AnomalyThreshold.Default)
            .Score([.. SyntheticConversations.Cycle(20, seed: 9)], Cancellation).Select(result => result.Score),
        ];

    /// <summary>
    /// Conversations of many lengths, no two alike, so that nothing that was scored before is scored again.
    /// </summary>
    public static Conversation[] Different(int from, int count) =>
        [
            .. Enumerable.Range(from, count).Select(
                number => SyntheticConversations.Of(
                    0, [.. Enumerable.Range(0, 16).Select(bit => "abc"[(number >> bit) % 3].ToString())])),
        ];
}
