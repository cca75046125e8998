extern alias Embedded;
extern alias Torch;

using System.Buffers.Binary;
using System.Text.Json;
using Embedded::NetAnomaly.Models;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Tests.Classifiers;
using NetAnomaly.Models.Tests;
using Torch::NetAnomaly.Models;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>The same weights mean the same on both engines.</summary>
public sealed class ParityTests
{
    private const float ScoreTolerance = 1e-4f;
    private const float StepTolerance = 1e-3f;

    private static readonly DetectorRegistry Embedded = new([new EmbeddedEngine()]);
    private static readonly DetectorRegistry Torch = new([new TorchEngine()]);
    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 4, LearningRate = 0.01 };

    private static readonly object Sizes = new
    {
        ContextLength = 6,
        DenseSize = 12,
        AttentionLayers = 2,
        Heads = 2,
        FeedForwardSize = 24,
        MergeAttackClasses = false,
    };

    private static readonly ModelSpec Plain =
        TestSpec.Of(ModelArchitecture.Clstm, new { EmbeddingSize = 16, HiddenSize = 24, Dropout = 0 }) with
        {
            Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort], Seed = 3,
        };

    private static readonly ModelSpec Published = Plain with { Preset = ModelPreset.Published };

    private static readonly Dictionary<string, ModelSpec> Specs = new()
    {
        ["Clstm"] = Plain,
        ["Clstm, two recurrent layers"] = Plain.With(new { RecurrentLayers = 2 }),
        ["Clstm, no convolution"] = Plain.With(new { ConvolutionLayers = 0 }),
        ["Transformer"] = Plain.As(
            ModelArchitecture.Transformer, new { AttentionLayers = 2, Heads = 2, FeedForwardSize = 24 }),
        ["BiLstm"] = Plain.As(ModelArchitecture.BiLstm),
        ["published Clstm"] = Published.As(ModelArchitecture.Clstm, Sizes),
        ["published Transformer"] = Published.As(ModelArchitecture.Transformer, Sizes),
        ["published BiLstm"] = Published.As(ModelArchitecture.BiLstm, Sizes),
    };

    private static readonly ModelSpec Labelled = (Plain with
    {
        Learning = LearningMode.Supervised, Aggregate = ScoreAggregation.Max,
    }).With(Sizes);

    private static readonly Dictionary<string, ModelSpec> Classifiers = new()
    {
        ["Clstm"] = Labelled,
        ["Transformer"] = Labelled.As(ModelArchitecture.Transformer, Sizes),
        ["BiLstm"] = Labelled.As(ModelArchitecture.BiLstm, Sizes),
        ["published Clstm"] = Labelled with { Preset = ModelPreset.Published },
        ["published Transformer"] = (Labelled with { Preset = ModelPreset.Published })
            .As(ModelArchitecture.Transformer, Sizes),
        ["published BiLstm"] = (Labelled with { Preset = ModelPreset.Published }).As(ModelArchitecture.BiLstm, Sizes),
    };

    public static TheoryData<string, bool> ClassifierDirections =>
        [.. Classifiers.Keys.SelectMany(name => new[] { (name, true), (name, false) })];

    public static TheoryData<string> ClassifierNetworks => [.. Classifiers.Keys];

    public static TheoryData<string> Networks => [.. Specs.Keys];

    public static TheoryData<string, bool> Directions =>
        [.. Specs.Keys.SelectMany(name => new[] { (name, true), (name, false) })];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Both_engines_have_the_same_architectures() =>
        Assert.All(
            Enum.GetValues<ModelArchitecture>(), kind =>
                Assert.Equal(new EmbeddedEngine().Supports(kind), new TorchEngine().Supports(kind)));

    [Fact]
    public void Every_architecture_is_compared() =>
        Assert.Equal(
            Enum.GetValues<ModelArchitecture>().Where(new TorchEngine().Supports),
            Specs.Values.Select(spec => spec.Architecture).Distinct().Order());

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_model_saved_by_one_engine_scores_alike_in_the_other(string network, bool torchTrains)
    {
        var (from, to) = torchTrains ? (Torch, Embedded) : (Embedded, Torch);
        using var model = new ModelTrainer(from).Train(
            ModelTrainer.New(Specs[network]), Corpus(), Options, null, Cancellation);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.nam");
        try
        {
            ModelFile.Save(model, path, overwrite: false);
            using var other = ModelFile.Load(path, to);
            var expected = Surprisals(model);
            var actual = Surprisals(other);

            Assert.True(model.History[^1].TrainingLoss < model.History[0].TrainingLoss, "the loss did not fall");
            Near(expected, actual, ScoreTolerance);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(ClassifierDirections))]
    public void A_classifier_saved_by_one_engine_scores_alike_in_the_other(string network, bool torchTrains)
    {
        var (from, to) = torchTrains ? (Torch, Embedded) : (Embedded, Torch);
        var corpus = new ConversationTableBuilder(Plain.Schemes, []);
        foreach (var conversation in SyntheticAttacks.Of(120, seed: 5)) corpus.Add(conversation);
        using var model = new ModelTrainer(from).Train(
            ModelTrainer.New(Classifiers[network]), corpus.Build(), Options, null, Cancellation);
        Conversation[] test = [.. SyntheticAttacks.Of(40, seed: 99)];
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.nam");
        try
        {
            ModelFile.Save(model, path, overwrite: false);
            using var other = ModelFile.Load(path, to);
            var (expected, actual) = (
                LoadedModel.Of(model).Detector.Score(test, Cancellation),
                LoadedModel.Of(other).Detector.Score(test, Cancellation));

            Assert.Equal(LoadedModel.Of(model).Threshold, LoadedModel.Of(other).Threshold);
            Near(
                [.. expected.SelectMany(score => score.Surprisals)], [.. actual.SelectMany(score => score.Surprisals)],
                ScoreTolerance);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Weights_have_the_same_names_types_and_shapes(string network)
    {
        using var embedded = Untrained(Embedded, Specs[network]);
        using var torch = Untrained(Torch, Specs[network]);

        Assert.Equal(Header(Weights(embedded)), Header(Weights(torch)));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void One_step_of_training_gives_the_same_gradients_and_weights(string network)
    {
        var spec = Specs[network];
        using var model = Untrained(Embedded, spec);
        var detector = (TokenDetector)LoadedModel.Of(model).Detector;
        int[] sizes = [.. detector.Vocabulary.Factors.Select(factor => factor.Size)];
        var conversations = Conversations(detector.Vocabulary).ToArray();
        var weights = Weights(model);

        Alike(
            EmbeddedStep.Take(spec, sizes, 0, new MemoryStream(weights), conversations),
            TorchStep.Take(spec, sizes, 0, new MemoryStream(weights), conversations));
    }

    [Theory]
    [MemberData(nameof(ClassifierNetworks))]
    public void One_step_of_training_a_classifier_gives_the_same_gradients_and_weights(string network)
    {
        const int Classes = 3;
        int[] sizes = [9, 7];
        var spec = Classifiers[network];
        var weights = EmbeddedStep.Drawn(spec, sizes, Classes);
        int[][] conversations =
        [
            .. Enumerable.Range(0, 10).Select(
                at => Enumerable.Range(at, 2 * (1 + (at % 8)))
                    .Select(
                        word => FactorVocabulary.Reserved
                            + ((word * 5) % (sizes[(word - at) % 2] - FactorVocabulary.Reserved))).ToArray()),
        ];

        Alike(
            EmbeddedStep.Take(spec, sizes, Classes, new MemoryStream(weights), conversations),
            TorchStep.Take(spec, sizes, Classes, new MemoryStream(weights), conversations));
    }

    private static void Alike(StepResult embedded, StepResult torch)
    {
        Assert.Equal(torch.Loss, embedded.Loss, 1e-4f * torch.Loss);
        Assert.Equal(
            torch.Gradients.Keys.Order(StringComparer.Ordinal), embedded.Gradients.Keys.Order(StringComparer.Ordinal));
        Assert.All(torch.Gradients, pair => Near(pair.Value, embedded.Gradients[pair.Key], StepTolerance));
        Assert.All(
            torch.Weights,
            pair => Near(
                Moved(torch, pair.Key, pair.Value), Moved(torch, pair.Key, embedded.Weights[pair.Key]), StepTolerance));
    }

    // Adam moves a weight by the whole rate however small its gradient is. Where that is zero but for rounding, as for
    // the bias of attention's keys, which shifts all logits of a row alike, the direction means nothing.
    private static float[] Moved(StepResult step, string name, float[] weights) =>
        step.Gradients.TryGetValue(name, out var gradients)
            ? [.. weights.Where((_, at) => Math.Abs(gradients[at]) > 1e-4f)]
            : weights;

    private static ConversationTable Corpus()
    {
        var corpus = new ConversationTableBuilder(Plain.Schemes, []);
        for (var i = 0; i < 120; i++) corpus.Add(SyntheticConversations.Of(i / 12, Words(i)));
        return corpus.Build();
    }

    // Two factors, each with an order to learn, in conversations of one to eight flows.
    private static string[] Words(int start) =>
        [.. Enumerable.Range(start, 1 + (start % 8)).Select(at => $"t{at % 5}|{80 + (at % 3)}")];

    private static AnomalyModel Untrained(DetectorRegistry engine, ModelSpec spec) =>
        new ModelTrainer(engine).Train(
            ModelTrainer.New(spec), Corpus(), Options with { Epochs = 0 }, null, Cancellation);

    private static IEnumerable<int[]> Conversations(Vocabulary vocabulary) =>
        Enumerable.Range(0, 10).Select(at => vocabulary.Encode(SyntheticConversations.Of(0, Words(at))));

    private static float[] Surprisals(AnomalyModel model)
    {
        var detector = (TokenDetector)LoadedModel.Of(model).Detector;
        return [.. detector.Score([.. Conversations(detector.Vocabulary)], Cancellation).SelectMany(scores => scores)];
    }

    private static byte[] Weights(AnomalyModel model)
    {
        using var stream = new MemoryStream();
        LoadedModel.Of(model).Detector.WriteWeights(stream);
        return stream.ToArray();
    }

    private static IEnumerable<string> Header(byte[] safetensors)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(safetensors);
        using var header = JsonDocument.Parse(safetensors.AsMemory(8, length));
        return
        [
            .. header.RootElement.EnumerateObject().Select(
                entry => $"{entry.Name}: {entry.Value.GetProperty("dtype")} {entry.Value.GetProperty("shape")}"),
        ];
    }

    private static void Near(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual, (e, a) => Math.Abs(e - a)).DefaultIfEmpty().Max(), 0, tolerance);
    }
}
