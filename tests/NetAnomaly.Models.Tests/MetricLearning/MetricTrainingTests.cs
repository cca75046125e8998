using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Models.Metric;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class MetricTrainingTests
{
    private const int New = 4;

    private static readonly MetricFactory Provider = new("Embedded");

    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Metric,
        new MetricOptions
        {
            EmbeddingSize = 8, HiddenSizes = [16], Encoders = 2, DrawnEncoders = 0, FeatureShare = 1,
            SamplesPerClass = 6, NormalWeight = 2, NormalReferences = 24, ClassReferences = 6,
        }) with { Learning = LearningMode.Supervised, Seed = 5 };

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 4, LearningRate = 0.01, BatchSize = 32, Patience = 0,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<MetricLoss, MetricMiner, MetricDistance> Kinds =>
    [
        .. from loss in Enum.GetValues<MetricLoss>()
           from distance in Enum.GetValues<MetricDistance>()
           select (loss, MetricMiner.None, distance),
        (MetricLoss.Triplet, MetricMiner.SemiHard, MetricDistance.L2),
        (MetricLoss.Triplet, MetricMiner.BatchHard, MetricDistance.Cosine),
        (MetricLoss.MultiSimilarity, MetricMiner.MultiSimilarity, MetricDistance.Cosine),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Attacks_known_and_new_lie_further_from_normal_than_normal_does(
        MetricLoss loss, MetricMiner miner, MetricDistance distance)
    {
        using var detector = Train(
            Spec.WithOptions<MetricOptions>(
                own => own with
                {
                    Loss = loss, Miner = miner, Distance = distance, Margin = distance == MetricDistance.L2 ? 1 : 0.5,
                }));
        Assert.True(Area(detector, 2) > 0.98);
        Assert.True(Area(detector, 3) > 0.98);
        Assert.True(Area(detector, New) > 0.9);
    }

    [Fact]
    public void Training_makes_the_loss_fall_and_the_nearest_neighbour_right()
    {
        var trained = Provider.Train(Job(Spec), null, Cancellation);
        using var detector = trained.Detector;
        Assert.Equal(4, trained.History.Count);
        Assert.InRange(trained.BestEpoch, 1, 4);
        Assert.True(trained.History[^1].TrainingLoss < trained.History[0].TrainingLoss);
        Assert.True(trained.History[trained.BestEpoch - 1].ValidationAccuracy > 0.95);
        Assert.Equal(
            trained.History.Min(epoch => epoch.ValidationLoss), trained.History[trained.BestEpoch - 1].ValidationLoss);
    }

    [Fact]
    public void The_class_of_a_row_is_that_of_its_nearest_reference()
    {
        using var detector = Train(Spec);
        Assert.True(Right(detector, 0, "normal") > 0.95);
        Assert.True(Right(detector, 1, "normal") > 0.95);
        Assert.True(Right(detector, 2, "flood") > 0.95);
        Assert.True(Right(detector, 3, "scan") > 0.95);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        Assert.Equal(Weights(Spec), Weights(Spec));
        Assert.NotEqual(Weights(Spec), Weights(Spec with { Seed = 6 }));
    }

    [Fact]
    public void Without_labels_what_lies_elsewhere_is_still_told_apart()
    {
        var spec = (Spec with { Learning = LearningMode.Unsupervised })
            .WithOptions<MetricOptions>(
                own => own with
                {
                    Loss = MetricLoss.NtXent, DrawnEncoders = 1, HiddenSizes = [], Distance = MetricDistance.L2,
                });
        var trained = Provider.Train(
            new VectorJob(spec, Blobs.Unlabelled(1500, 1, 0, 1), Blobs.Unlabelled(300, 2, 0, 1), Options), null,
            Cancellation);
        using var detector = trained.Detector;
        Assert.True(Area(detector, New) > 0.9);
        var verdict = detector.Score(Blobs.Unlabelled(1, 3, 0).Values, Cancellation)[0];
        Assert.Null(verdict.Predicted);
        Assert.Equal("normal", verdict.Nearest);
        Assert.All(trained.History, epoch => Assert.True(double.IsFinite(epoch.ValidationLoss)));
    }

    [Fact]
    public void Labelled_attacks_among_the_kept_rows_choose_the_epoch_where_normal_rows_alone_are_learnt()
    {
        var spec = (Spec with { Learning = LearningMode.SemiSupervised })
            .WithOptions<MetricOptions>(
                own => own with { DrawnEncoders = 1, HiddenSizes = [], Distance = MetricDistance.L2 });
        using var detector = Provider.Train(
            new VectorJob(spec, Blobs.Labelled(1500, 1, 0, 1), Blobs.Labelled(300, 2, 0, 1, 2), Options), null,
            Cancellation).Detector;
        Assert.True(Area(detector, 2) > 0.9);
    }

    [Fact]
    public void A_handful_of_rows_teaches_a_new_class_without_training()
    {
        using var detector = (IReferenceDetector)Train(Spec);
        using var taught = detector.AddReferences(Blobs.Labelled(6, 21, New).Values, "worm");
        Assert.Equal(["normal", "flood", "scan", "worm"], taught.Classes);
        Assert.Equal(["normal", "flood", "scan"], detector.Classes);
        Assert.True(Right(taught, New, "worm") > 0.9);
        Assert.True(Right(taught, 0, "normal") > 0.95);
        var rows = Blobs.Labelled(50, 22, New).Values;
        Assert.True(Mean(taught, rows) > Mean(detector, rows));
    }

    [Fact]
    public void More_rows_of_a_known_class_join_it_and_of_normal_lower_its_score()
    {
        using var detector = (IReferenceDetector)Train(Spec);
        using var taught = detector.AddReferences(Blobs.Labelled(40, 21, New).Values, "NORMAL");
        var rows = Blobs.Labelled(50, 22, New).Values;
        Assert.Equal(detector.Classes, taught.Classes);
        Assert.True(Mean(taught, rows) < Mean(detector, rows));
    }

    [Fact]
    public void What_cannot_be_learnt_from_is_refused()
    {
        using var detector = (IReferenceDetector)Train(Spec);
        Assert.Throws<ArgumentException>(() => detector.AddReferences(Array.Empty<float>(), "worm"));
        Assert.Throws<ArgumentException>(() => detector.AddReferences(new float[Blobs.Width + 1], "worm"));
        Assert.Throws<ArgumentException>(() => detector.AddReferences(new float[Blobs.Width], " "));
        Assert.Throws<ArgumentException>(
            () => detector.AddReferences(Enumerable.Repeat(float.NaN, Blobs.Width).ToArray(), "worm"));
        Assert.Throws<ArgumentException>(
            () => Provider.Train(
                new VectorJob(Spec, Blobs.Labelled(0, 1, 0), Blobs.Labelled(9, 1, 0), Options), null, Cancellation));
        Assert.Throws<ArgumentException>(
            () => Provider.Train(
                new VectorJob(Spec, Blobs.Labelled(9, 1, 2, 3), Blobs.Labelled(9, 1, 0), Options), null, Cancellation));
    }

    [Fact]
    public void Training_stops_with_a_remedy_when_it_diverges()
    {
        var error = Assert.Throws<TrainingException>(
            () => Provider.Train(
                Job(
                    Spec.WithOptions<MetricOptions>(
                        own => own with { Temperature = 1e-38, Distance = MetricDistance.L2 })), null, Cancellation));
        Assert.Contains("epoch 1, step 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate", error.Remedy, StringComparison.Ordinal);
    }

    // One step an epoch, weights that grow a hundredfold with each, and nothing is learned after the last.
    [Fact]
    public void A_training_that_diverges_with_an_epoch_s_last_step_says_so_too()
    {
        var options = Options with { LearningRate = 10, WeightDecay = 10, Schedule = LearningRateSchedule.Constant };
        var spec = Spec.WithOptions<MetricOptions>(own => own with { Distance = MetricDistance.L2 });

        var messages = Enumerable.Range(1, 24).Select(Diverge).ToArray();

        Assert.Null(messages[0]);
        Assert.Contains(
            messages, message =>
                message?.Contains("the loss on what is kept became", StringComparison.Ordinal) == true);

        string? Diverge(int epochs)
        {
            try
            {
                var job = new VectorJob(
                    spec, Blobs.Labelled(30, 1, 0, 1, 2, 3), Blobs.Labelled(120, 2, 0, 1, 2, 3),
                    options with { Epochs = epochs });
                using var detector = Provider.Train(job, null, Cancellation).Detector;
                return null;
            }
            catch (TrainingException error)
            {
                return error.Message;
            }
        }
    }

    [Fact]
    public void A_cancelled_training_leaves_nothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Provider.Train(Job(Spec), null, source.Token));
    }

    [Fact]
    public void No_epochs_leave_the_encoders_as_they_were_drawn()
    {
        var trained = Provider.Train(Job(Spec) with { Options = Options with { Epochs = 0 } }, null, Cancellation);
        using var detector = trained.Detector;
        Assert.Equal((0, 0), (trained.History.Count, trained.BestEpoch));
        Assert.All(
            detector.Score(Blobs.Labelled(9, 4, 0, 2, 3).Values, Cancellation), verdict =>
                Assert.True(float.IsFinite(verdict.Score)));
    }

    [Fact]
    public void Training_ends_early_when_no_epoch_is_better_and_when_its_time_is_spent()
    {
        var stale = Provider.Train(
            Job(Spec) with { Options = Options with { Epochs = 60, Patience = 1, LearningRate = 0.5 } }, null,
            Cancellation);
        Assert.True(stale.History.Count < 60);
        stale.Detector.Dispose();
        var spent = Provider.Train(
            Job(Spec) with { Options = Options with { TimeBudget = TimeSpan.FromTicks(1) } }, null, Cancellation);
        Assert.Empty(spent.History);
        spent.Detector.Dispose();
    }

    private static VectorJob Job(ModelSpec spec) =>
        new(spec, Blobs.Labelled(1500, 1, 0, 1, 2, 3), Blobs.Labelled(300, 2, 0, 1, 2, 3), Options);

    private static IVectorDetector Train(ModelSpec spec) => Provider.Train(Job(spec), null, Cancellation).Detector;

    private static byte[] Weights(ModelSpec spec)
    {
        using var detector = Train(spec);
        using var stream = new MemoryStream();
        detector.WriteWeights(stream);
        return stream.ToArray();
    }

    private static double Area(IVectorDetector detector, int place)
    {
        var normal = detector.Score(Blobs.Labelled(200, 11, 0, 1).Values, Cancellation);
        var attacks = detector.Score(Blobs.Labelled(200, 12, place).Values, Cancellation);
        return RankingMetrics.RocAuc(
            [.. normal.Concat(attacks).Select(verdict => (double)verdict.Score)],
            [.. normal.Select(_ => false), .. attacks.Select(_ => true)]);
    }

    private static double Right(IVectorDetector detector, int place, string name) =>
        detector.Score(Blobs.Labelled(200, 13, place).Values, Cancellation)
            .Average(verdict => verdict.Predicted == name ? 1 : 0);

    private static double Mean(IVectorDetector detector, float[] rows) =>
        detector.Score(rows, Cancellation).Average(verdict => verdict.Score);
}
