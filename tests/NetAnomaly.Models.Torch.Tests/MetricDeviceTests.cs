extern alias Embedded;
extern alias Torch;

using Embedded::NetAnomaly.Models.Metric;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Tests.MetricLearning;
using Torch::NetAnomaly.Models;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>Metric models on the Torch engine.</summary>
public sealed class MetricDeviceTests
{
    private static readonly Lazy<TorchBackend> Started = new(() => new TorchBackend());
    private static readonly ModelSpec Spec = TestSpec.Of(ModelArchitecture.Metric, new { Dropout = 0 }) with
    {
        Learning = LearningMode.Supervised, Seed = 3,
    };
    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 64, LearningRate = 1e-3 };

    public static TheoryData<MetricLoss> Losses => [.. Enum.GetValues<MetricLoss>()];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_model_trained_by_Torch_scores_alike_in_the_embedded_engine(MetricLoss loss) => Compare("cpu", loss);

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_model_trained_on_a_gpu_scores_alike_in_the_embedded_engine(MetricLoss loss)
    {
        Assert.SkipWhen(Started.Value.GpuProblem is not null, $"no GPU: {Started.Value.GpuProblem}");
        Compare("cuda:0", loss);
    }

    [Theory]
    [InlineData(MetricSequenceEncoder.Lstm)]
    [InlineData(MetricSequenceEncoder.Transformer)]
    public void A_model_of_sequences_trained_on_a_gpu_scores_alike_in_the_embedded_engine(MetricSequenceEncoder encoder)
    {
        Assert.SkipWhen(Started.Value.GpuProblem is not null, $"no GPU: {Started.Value.GpuProblem}");
        CompareSequences(encoder, Started.Value.VectorsForDevice("cuda:0"), new MetricFactory("Embedded"));
    }

    public static TheoryData<MetricSequenceEncoder, bool> Sequences =>
        [
            .. new[] { MetricSequenceEncoder.Lstm, MetricSequenceEncoder.Transformer }.SelectMany(
                encoder => new[] { (encoder, true), (encoder, false) }),
        ];

    [Theory]
    [MemberData(nameof(Sequences))]
    public void A_model_of_sequences_saved_by_one_engine_scores_alike_in_the_other(
        MetricSequenceEncoder encoder, bool torchTrains)
    {
        IVectorDetectorFactory torch = Started.Value.VectorsForDevice("cpu"), embedded = new MetricFactory("Embedded");
        if (torchTrains) CompareSequences(encoder, torch, embedded);
        else CompareSequences(encoder, embedded, torch);
    }

    private static void CompareSequences(
        MetricSequenceEncoder encoder, IVectorDetectorFactory from, IVectorDetectorFactory to)
    {
        var spec = (Spec with { Learning = LearningMode.Unsupervised })
            .WithOptions<MetricOptions>(own => own with { SequenceEncoder = encoder });
        using var trained = from.Train(
            new VectorJob(spec, Orders.Usual(60, 1), Orders.Usual(20, 2), Options), null, Cancellation).Detector;
        using var weights = new MemoryStream();
        trained.WriteWeights(weights);
        weights.Position = 0;
        using var loaded = to.Load(spec, Orders.Width, weights);
        var data = Orders.Strange(40, 3);

        var (expected, actual) = (
            trained.Score(data.Values, data.Positions, Cancellation),
            loaded.Score(data.Values, data.Positions, Cancellation));

        Assert.Equal(
            expected.Select(verdict => verdict.NearestDistance), actual.Select(verdict => verdict.NearestDistance),
            Alike);
        Assert.Equal(expected.Select(verdict => verdict.Score), actual.Select(verdict => verdict.Score), Alike);
    }

    [Theory]
    [InlineData(MetricDistance.Cosine, false)]
    [InlineData(MetricDistance.Cosine, true)]
    [InlineData(MetricDistance.L2, false)]
    [InlineData(MetricDistance.L2, true)]
    public void Rows_that_repeat_and_lie_on_references_score_alike_in_both_engines(
        MetricDistance distance, bool labelled)
    {
        var spec = (Spec with { Learning = labelled ? LearningMode.Supervised : LearningMode.Unsupervised })
            .WithOptions<MetricOptions>(own => own with { Distance = distance });
        Compare(
            "cpu", spec, Repeating(labelled ? Blobs.Labelled(600, 1, 0, 1, 2, 3) : Blobs.Unlabelled(600, 1, 0, 1)),
            Repeating(Blobs.Labelled(200, 2, 0, 1, 2, 3)));
    }

    public static TheoryData<MetricLoss, MetricSequenceEncoder> Steps =>
        [
            .. Losses.Select(row => (row.Data, MetricSequenceEncoder.None)),
            (MetricLoss.SupervisedContrastive, MetricSequenceEncoder.Lstm),
            (MetricLoss.SupervisedContrastive, MetricSequenceEncoder.Transformer),
        ];

    [Theory]
    [MemberData(nameof(Steps))]
    public void One_step_of_training_gives_the_same_gradients(MetricLoss loss, MetricSequenceEncoder encoder)
    {
        var spec = Spec.WithOptions<MetricOptions>(own => own with { Loss = loss, SequenceEncoder = encoder });
        var data = Orders.Labelled(20, 1);
        using var trained = new MetricFactory("Embedded").Train(
            new VectorJob(spec, data, Orders.Labelled(10, 2), Options with { Epochs = 0 }), null,
            Cancellation).Detector;
        using var file = new MemoryStream();
        trained.WriteWeights(file);

        var (embedded, torch) = (
            EmbeddedStep.OfEncoders(spec, data, new MemoryStream(file.ToArray())),
            TorchStep.OfEncoders(spec, data, new MemoryStream(file.ToArray())));

        Assert.Equal(torch.Loss, embedded.Loss, 1e-4f * torch.Loss);
        Assert.Equal(
            torch.Gradients.Keys.Order(StringComparer.Ordinal), embedded.Gradients.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            torch.Gradients, pair =>
                Assert.Equal(pair.Value, embedded.Gradients[pair.Key], (x, y) => Math.Abs(x - y) < 1e-3f));
        Assert.Contains(torch.Gradients.Values, gradient => gradient.Any(one => Math.Abs(one) > 1e-2f));
    }

    // Whole numbers in few columns: few rows that differ, each of them many times.
    private static VectorData Repeating(VectorData data) =>
        data with { Values = [.. data.Values.Select((value, at) => at % data.Width < 3 ? MathF.Round(value / 2) : 0)] };

    private static void Compare(string device, MetricLoss loss)
    {
        var spec = Spec.WithOptions<MetricOptions>(own => own with { Loss = loss });
        Compare(device, spec, Blobs.Labelled(400, 1, 0, 1, 2, 3), Blobs.Labelled(100, 2, 0, 1, 2, 3));
    }

    private static void Compare(string device, ModelSpec spec, VectorData data, VectorData held)
    {
        var provider = Started.Value.VectorsForDevice(device);
        using var trained = provider.Train(new VectorJob(spec, data, held, Options), null, Cancellation).Detector;
        using var weights = new MemoryStream();
        trained.WriteWeights(weights);
        weights.Position = 0;
        using var loaded = new MetricFactory("Embedded").Load(spec, data.Width, weights);

        Assert.Equal(("Torch", device), (provider.Engine, provider.Device));
        Assert.Equal(Scores(trained, data), Scores(loaded, data), Alike);
    }

    private static bool Alike(float one, float other) => Math.Abs(one - other) < 1e-4f;

    private static float[] Scores(IVectorDetector detector, VectorData data) =>
        [.. detector.Score(data.Values, Cancellation).Select(verdict => verdict.Score)];
}
