using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Models.Metric;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Words;
using NetAnomaly.Models.Tests.Classifiers;
using NetAnomaly.Models.Tests.MetricLearning;
using Xunit;

namespace NetAnomaly.Models.Tests.Engines;

/// <summary>What trainings and detectors ask of the device they are given, beyond what the processor needs.</summary>
public sealed class WatchedTrainingTests
{
    private static readonly ModelSpec Words = TestSpec.Of(
        ModelArchitecture.Clstm,
        new { EmbeddingSize = 8, HiddenSize = 8, Dropout = 0.2 }) with { Schemes = SyntheticAttacks.Schemes, Seed = 3 };

    private static readonly ModelSpec Vectors = TestSpec.Of(
        ModelArchitecture.Metric,
        new MetricOptions
        {
            EmbeddingSize = 8, HiddenSizes = [16], Encoders = 2, DrawnEncoders = 0,
        }) with { Learning = LearningMode.Supervised, Seed = 5 };

    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 4, LearningRate = 0.01 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LearningMode.Unsupervised)]
    [InlineData(LearningMode.Supervised)]
    public void Every_step_seeds_the_device_that_draws_in_it(LearningMode learning)
    {
        var device = new WatchedDevice();
        var spec = Words with { Learning = learning };
        var corpus = SyntheticAttacks.Corpus();
        var job = new TrainingJob(spec, corpus, TrainingSplit.Of(corpus, 0.2, 1), Options);
        var vocabulary = VocabularyFitting.Fit(corpus, spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(spec, vocabulary);
        var labels = LabelledDataset.Of(corpus, spec with { Learning = LearningMode.Supervised }, Options)!;
        using var network = learning == LearningMode.Supervised
            ? WordNetworks.CreateClassifier(spec, sizes, labels.Classes.Count)
            : WordNetworks.Create(spec, sizes);
        network.MoveTo(device);

        if (learning == LearningMode.Supervised)
            new ClassifierTrainer(job, labels, vocabulary, network, sizes).Run(null, Cancellation);
        else new LanguageModelTrainer(job, vocabulary, network, sizes).Run(null, Cancellation);

        Assert.True(device.Seeds.Count >= 2 * Options.Epochs, $"{device.Seeds.Count} seeds");
        Assert.Equal(device.Seeds.Count, device.Seeds.Distinct().Count());
    }

    [Theory]
    [InlineData(null, 512)]
    [InlineData(1 << 20, 1 << 15)]
    public void Where_a_batch_takes_more_words_more_conversations_are_gathered_for_it(int? words, int conversations)
    {
        var vocabulary = VocabularyFitting.Fit(SyntheticAttacks.Corpus(), Words.Schemes, [0, 1, 2, 3]);
        var sizes = WordNetworks.Sizes(Words, vocabulary);
        var network = WordNetworks.Create(Words, sizes);
        network.MoveTo(new WatchedDevice { Words = words });
        using var detector = new LanguageModelDetector(Words, vocabulary, network, sizes);

        Assert.Equal(conversations, detector.BatchSize);
    }

    [Fact]
    public void Every_step_of_a_metric_training_seeds_the_device_that_draws_in_it()
    {
        var device = new WatchedDevice();

        new MetricFactory("Embedded", "cpu", device).Train(Job(), null, Cancellation).Detector.Dispose();

        Assert.True(device.Seeds.Count >= Options.Epochs, $"{device.Seeds.Count} seeds");
    }

    [Fact]
    public void A_step_that_fails_by_chance_is_done_again_to_the_same_weights()
    {
        var faulty = new WatchedDevice { MostFaults = 2 };

        var weights = Weights(faulty);

        Assert.Equal(2, faulty.Faults);
        Assert.Equal(Weights(new WatchedDevice()), weights);
        Assert.Throws<TimeoutException>(() => Weights(new WatchedDevice { MostFaults = 3 }));

        static byte[] Weights(WatchedDevice device)
        {
            using var detector = new MetricFactory("Embedded", "cpu", device).Train(Job(), null, Cancellation).Detector;
            using var stream = new MemoryStream();
            detector.WriteWeights(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_scoring_that_fails_by_chance_is_done_again_to_the_same_scores()
    {
        using var trained = new MetricFactory("Embedded").Train(Job(), null, Cancellation).Detector;
        using var weights = new MemoryStream();
        trained.WriteWeights(weights);
        var rows = Blobs.Labelled(40, 3, 0, 1, 2, 3).Values;

        Assert.Equal(Scores(new WatchedDevice()), Scores(new WatchedDevice { MostFaults = 2 }));
        Assert.Throws<TimeoutException>(() => Scores(new WatchedDevice { MostFaults = 3 }));

        float[] Scores(WatchedDevice device)
        {
            weights.Position = 0;
            using var loaded = new MetricFactory("Embedded", "cpu", device).Load(Vectors, Blobs.Width, weights);
            device.Seed(1);
            float[] scores = [.. loaded.Score(rows, Cancellation).Select(verdict => verdict.Score)];
            Assert.Equal(device.MostFaults, device.Faults);
            return scores;
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(1)]
    public void A_metric_model_scores_and_embeds_fewer_rows_at_once_where_memory_runs_out(int most)
    {
        using var trained = new MetricFactory("Embedded").Train(Job(), null, Cancellation).Detector;
        using var weights = new MemoryStream();
        trained.WriteWeights(weights);
        weights.Position = 0;
        var device = new WatchedDevice { MostRows = most };
        using var hungry = (IReferenceDetector)new MetricFactory("Embedded", "cpu", device)
            .Load(Vectors, Blobs.Width, weights);
        var rows = Blobs.Labelled(40, 3, 0, 1, 2, 3).Values;

        var scores = hungry.Score(rows, Cancellation).Select(verdict => verdict.Score).ToArray();

        Assert.Equal(
            trained.Score(rows, Cancellation).Select(verdict => verdict.Score), scores, (x, y) =>
                Math.Abs(x - y) < 1e-4f);
        Assert.InRange(device.Refusals, 1, 6);
        Assert.Equal(40, device.Rows.Sum());
        hungry.AddReferences(rows, "odd").Dispose();
        Assert.Equal(80, device.Rows.Sum());
    }

    [Fact]
    public void A_metric_model_whose_single_row_does_not_fit_says_so_with_a_remedy()
    {
        using var trained = new MetricFactory("Embedded").Train(Job(), null, Cancellation).Detector;
        using var weights = new MemoryStream();
        trained.WriteWeights(weights);
        weights.Position = 0;
        using var hungry = new MetricFactory("Embedded", "cpu", new WatchedDevice { MostRows = 0 })
            .Load(Vectors, Blobs.Width, weights);

        var error = Assert.Throws<EngineException>(() => hungry.Score(Blobs.Labelled(4, 3, 0).Values, Cancellation));

        Assert.Equal(EngineFault.OutOfMemory, error.Fault);
        Assert.Contains("one row alone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_training_whose_batch_does_not_fit_names_the_batch()
    {
        var error = Assert.Throws<EngineException>(
            () => new MetricFactory("Embedded", "cpu", new WatchedDevice { MostRows = 16 })
                .Train(Job(), null, Cancellation));

        Assert.Equal(EngineFault.OutOfMemory, error.Fault);
        Assert.Contains("a batch of ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_fit_itself_says_so_with_a_remedy()
    {
        var corpus = SyntheticAttacks.Corpus();
        var job = new TrainingJob(Words, corpus, TrainingSplit.Of(corpus, 0.2, 1), Options);
        EngineException[] errors =
        [
            Assert.Throws<EngineException>(
                () => NetworkEngine.Train(job, new WatchedDevice { MostRows = 0 }, null, Cancellation)),
            Assert.Throws<EngineException>(
                () => new MetricFactory("Embedded", "cpu", new WatchedDevice { MostRows = 0 })
                    .Train(Job(), null, Cancellation)),
        ];

        Assert.All(errors, error => Assert.Equal(EngineFault.OutOfMemory, error.Fault));
        Assert.All(
            errors, error =>
                Assert.StartsWith("Memory ran out with the model itself", error.Message, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.Contains("make the model smaller", error.Remedy, StringComparison.Ordinal));
    }

    private static VectorJob Job() => new(
        Vectors, Blobs.Labelled(200, 1, 0, 1, 2, 3), Blobs.Labelled(60, 2, 0, 1, 2, 3),
        Options with { BatchSize = 32 });
}
