using System.Diagnostics;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Metric;
using NetAnomaly.Models.Metric.Losses;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class MetricCheckpointTests : IDisposable
{
    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Metric,
        new MetricOptions
        {
            Dropout = 0.2, EmbeddingSize = 4, HiddenSizes = [8], Encoders = 3, DrawnEncoders = 1, FeatureShare = 0.7,
            SamplesPerClass = 4, NormalWeight = 2, NormalReferences = 8, ClassReferences = 4,
        }) with { Learning = LearningMode.Supervised, Seed = 7 };

    private static readonly VectorData Fit = Blobs.Labelled(200, 1, 0, 1, 2, 3);
    private static readonly VectorData Held = Blobs.Labelled(80, 2, 0, 1, 2, 3);

    private readonly string folder = Directory.CreateTempSubdirectory("metric-checkpoint").FullName;
    private CancellationToken cancellation = TestContext.Current.CancellationToken;

    private string CheckpointPath => Path.Combine(folder, "run.checkpoint");

    private TrainingOptions Options => new()
    {
        Epochs = 4, BatchSize = 32, LearningRate = 0.01, Patience = 0, CheckpointPath = CheckpointPath,
        CheckpointInterval = TimeSpan.Zero,
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(TrainingOptimizer.AdamW, 2)]
    [InlineData(TrainingOptimizer.AdamW, 40)]
    [InlineData(TrainingOptimizer.NAdam, 90)]
    public void A_training_that_crashed_goes_on_and_ends_with_the_weights_of_an_undisturbed_one(
        TrainingOptimizer optimizer, int percent)
    {
        var options = Options with { Optimizer = optimizer };
        var (whole, history, best) = Run(options with { CheckpointPath = null }, _ => { });

        var step = Math.Max(1, Steps(options) * percent / 100);
        var crash = Assert.Throws<InvalidOperationException>(() => Run(options, at => Crash(at == step + 1)));
        var left = 0;
        var (resumed, resumedHistory, resumedBest) = Run(options with { Resume = true }, _ => left++);

        Assert.Equal("crash", crash.Message);
        Assert.Equal(Steps(options) - step, left);
        Assert.Equal(whole, resumed);
        Assert.Equal(best, resumedBest);
        Assert.Equal(history.Select(Numbers), resumedHistory.Select(Numbers));
    }

    [Theory]
    [InlineData(MetricSequenceEncoder.Lstm)]
    [InlineData(MetricSequenceEncoder.Transformer)]
    public void A_training_of_sequences_that_crashed_goes_on_likewise(MetricSequenceEncoder encoder)
    {
        var spec = Spec.WithOptions<MetricOptions>(
            own => own with { SequenceEncoder = encoder, ContextLength = 4, SequenceSize = 8 });
        var fit = Fit with { Positions = [.. Enumerable.Range(0, Fit.Rows).Select(row => row % 7)] };
        var (whole, history, _) = Run(Options with { CheckpointPath = null }, _ => { }, spec, fit);

        Assert.Throws<InvalidOperationException>(() => Run(Options, at => Crash(at == 7), spec, fit));
        AssertRefused(() => Run(Options with { Resume = true }, _ => { }, spec));
        var (resumed, resumedHistory, _) = Run(Options with { Resume = true }, _ => { }, spec, fit);

        Assert.Equal(whole, resumed);
        Assert.Equal(history.Select(Numbers), resumedHistory.Select(Numbers));
    }

    [Fact]
    public void A_cancelled_training_keeps_its_place_even_when_no_checkpoint_was_due()
    {
        var options = Options with { CheckpointInterval = TimeSpan.FromHours(1) };
        var (whole, _, _) = Run(options with { CheckpointPath = null }, _ => { });
        using var source = new CancellationTokenSource();

        cancellation = source.Token;
        Assert.ThrowsAny<OperationCanceledException>(() => Run(options, at => CancelAt(at, 9, source)));
        cancellation = TestContext.Current.CancellationToken;
        var (resumed, _, _) = Run(options with { Resume = true }, _ => { });

        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void A_training_whose_time_was_spent_keeps_its_place()
    {
        var (whole, _, _) = Run(Options with { CheckpointPath = null }, _ => { });
        var budget = TimeSpan.FromMilliseconds(500);
        var clock = new Stopwatch();

        var (_, history, _) = Run(
            Options with { TimeBudget = budget, CheckpointInterval = TimeSpan.FromHours(1) }, SpendAll);
        Assert.Single(history);
        var (resumed, _, _) = Run(Options with { Resume = true }, _ => { });

        Assert.Equal(whole, resumed);

        void SpendAll(int step)
        {
            if (step == 1) clock.Start();
            if (step == 3) SpinWait.SpinUntil(() => clock.Elapsed > budget);
        }
    }

    [Fact]
    public void The_checkpoint_goes_when_training_has_ended()
    {
        Run(Options, _ => { });

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void A_checkpoint_of_other_data_another_model_or_other_options_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => Run(Options, at => Crash(at == 6)));

        AssertRefused(() => Run(Options with { Resume = true }, _ => { }, fit: Blobs.Labelled(200, 3, 0, 1, 2, 3)));
        AssertRefused(
            () => Run(
                Options with { Resume = true }, _ => { }, fit: Fit with { LabelTexts = ["normal", "flood", "sweep"] }));
        AssertRefused(
            () => Run(
                Options with { Resume = true }, _ => { },
                spec: Spec.WithOptions<MetricOptions>(own => own with { Temperature = 0.2 })));
        AssertRefused(() => Run(Options with { Resume = true, LearningRate = 0.02 }, _ => { }));
        Run(Options with { Resume = true }, _ => { }, spec: Spec with { Name = "renamed" });
    }

    [Fact]
    public void A_model_that_is_trained_with_a_checkpoint_is_the_same_as_without()
    {
        var job = new VectorJob(Spec, Fit, Held, Options);

        Assert.Equal(Weights(job with { Options = Options with { CheckpointPath = null } }), Weights(job));
    }

    private static void AssertRefused(Action run)
    {
        var error = Assert.Throws<TrainingException>(run);
        Assert.Contains("another training", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    private static void Crash(bool now)
    {
        if (now) throw new InvalidOperationException("crash");
    }

    private static void CancelAt(int step, int at, CancellationTokenSource source)
    {
        if (step == at) source.Cancel();
    }

    private static object Numbers(TrainingEpoch epoch) => epoch with { Duration = default };

    private byte[] Weights(VectorJob job)
    {
        using var detector = new MetricFactory("Embedded").Train(job, null, cancellation).Detector;
        using var stream = new MemoryStream();
        detector.WriteWeights(stream);
        return stream.ToArray();
    }

    private int Steps(TrainingOptions options)
    {
        var steps = 0;
        Run(options with { CheckpointPath = null }, _ => steps++);
        return steps;
    }

    // Trains; what is given is called with the number of each step, from 1, before it is done.
    private (float[] Weights, IReadOnlyList<TrainingEpoch> History, int Best) Run(
        TrainingOptions options, Action<int> before, ModelSpec? spec = null, VectorData? fit = null)
    {
        var job = new VectorJob(spec ?? Spec, fit ?? Fit, Held, options);
        var metric = job.Spec.OptionsOf<MetricOptions>();
        using var encoders = EncoderSet.Create(metric, Blobs.Width, job.Spec.Seed);
        var validation = new MetricValidation(Batches(Held, metric), metric, job.Spec.Seed, null);
        var (history, best) = new MetricTrainer(
            job, encoders, new WatchedBatches(Batches(job.Fit, metric), before), validation).Run(null, cancellation);
        var floats = encoders.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Where(pair => pair.Value.dtype == ScalarType.Float32);
        return ([.. floats.SelectMany(pair => pair.Value.data<float>().ToArray())], history, best);
    }

    private static ClassBatches Batches(VectorData data, MetricOptions spec) =>
        new(
            new RowSource(data.Values, Blobs.Width, data.Positions, RowSource.ContextOf(spec)), data.Labels,
            new ClassBalancedSampler(data.Labels, spec));

    // Tells of every step.
    private sealed class WatchedBatches(IBatchSource inner, Action<int> before) : IBatchSource
    {
        private int step;

        public int Rows => inner.Rows;

        public (RowBatch Batch, int[] Classes) Draw(Random chance)
        {
            before(++step);
            return inner.Draw(chance);
        }
    }
}
