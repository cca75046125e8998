using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Words;
using Xunit;

namespace NetAnomaly.Models.Tests.LanguageModels;

public sealed class CheckpointTests : IDisposable
{
    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Clstm, new { EmbeddingSize = 8, HiddenSize = 8, Dropout = 0.2 }) with { Seed = 3 };
    private readonly CheckpointScenario scenario;
    private CancellationToken cancellation = TestContext.Current.CancellationToken;

    public CheckpointTests() => scenario = new CheckpointScenario((options, before) => Run(options, before));

    private TrainingOptions Options => scenario.Options;

    public void Dispose() => scenario.Dispose();

    [Theory]
    [InlineData(TrainingOptimizer.AdamW, 2)]
    [InlineData(TrainingOptimizer.AdamW, 30)]
    [InlineData(TrainingOptimizer.Adam, 60)]
    [InlineData(TrainingOptimizer.NAdam, 90)]
    public void A_training_that_crashed_goes_on_and_ends_with_the_weights_of_an_undisturbed_one(
        TrainingOptimizer optimizer, int percent) =>
        scenario.AssertGoesOnAfterCrash(Options with { Optimizer = optimizer }, percent);

    [Fact]
    public void A_cancelled_training_keeps_its_place_even_when_no_checkpoint_was_due()
    {
        var options = Options with { CheckpointInterval = TimeSpan.FromHours(1) };
        var whole = Run(options with { CheckpointPath = null });
        using var source = new CancellationTokenSource();

        cancellation = source.Token;
        Assert.ThrowsAny<OperationCanceledException>(() => Run(options, step => CancelAt(20, step, source)));
        cancellation = TestContext.Current.CancellationToken;
        var steps = 0;
        var resumed = Run(options with { Resume = true }, _ => steps++);

        Assert.Equal(whole.Values, resumed.Values);
        Assert.Equal(scenario.Steps(options) - 20, steps);
    }

    [Fact]
    public void A_training_that_goes_on_spends_no_time_on_word_vectors_again()
    {
        var trainer = new ModelTrainer(new DetectorRegistry([new EmbeddedEngine()]));
        var corpus = new ConversationTableBuilder(Spec.Schemes, []);
        foreach (var sequence in SyntheticConversations.Cycle(60, seed: 5)) corpus.Add(sequence);
        var gathered = corpus.Build();
        var options = Options with { TimeBudget = TimeSpan.FromTicks(1) };

        // The first takes the one step that word vectors leave; the second would take another if it learned vectors.
        var losses = new[] { false, true }.Select(goesOn =>
        {
            using var model = trainer.Train(
                ModelTrainer.New(Spec.With(new { WordVectors = true })), gathered, options with { Resume = goesOn },
                null, cancellation);
            return Assert.Single(model.History).TrainingLoss;
        }).ToArray();

        Assert.Equal(losses[0], losses[1]);
    }

    [Fact]
    public void The_checkpoint_goes_when_training_has_ended()
    {
        Run(Options);

        scenario.AssertNothingIsLeft();
    }

    [Fact]
    public void Resuming_without_a_checkpoint_begins_anew() =>
        Assert.Equal(Run(Options with { CheckpointPath = null }).Values, Run(Options with { Resume = true }).Values);

    [Fact]
    public void A_checkpoint_of_other_data_another_model_or_other_options_is_refused()
    {
        scenario.Crash(Options, 9);

        AssertRefused("another training", () => Run(Options with { Resume = true }, dataHash: "other"));
        AssertRefused(
            "another training", () => Run(Options with { Resume = true }, spec: Spec.With(new { HiddenSize = 9 })));
        AssertRefused("another training", () => Run(Options with { Resume = true, LearningRate = 0.02 }));
        Run(
            Options with
            {
                Resume = true, TimeBudget = TimeSpan.FromHours(1), CheckpointInterval = TimeSpan.FromMinutes(1),
            }, spec: Spec with { Name = "renamed" });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-40)]
    public void A_damaged_checkpoint_is_refused(int place)
    {
        scenario.Crash(Options, 9);
        var bytes = File.ReadAllBytes(scenario.CheckpointPath);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(scenario.CheckpointPath, bytes);

        AssertRefused(place == 0 ? "not a checkpoint" : "damaged", () => Run(Options with { Resume = true }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(200)]
    public void A_checkpoint_cut_short_is_refused(int length)
    {
        scenario.Crash(Options, 9);
        File.WriteAllBytes(scenario.CheckpointPath, File.ReadAllBytes(scenario.CheckpointPath)[..length]);

        AssertRefused("cannot be used", () => Run(Options with { Resume = true }));
    }

    [Fact]
    public void A_checkpoint_of_an_older_version_is_refused_with_a_remedy()
    {
        scenario.Crash(Options, 9);
        var bytes = File.ReadAllBytes(scenario.CheckpointPath);
        Assert.Equal("NATRAIN2"u8, bytes.AsSpan(0, 8));
        "NATRAIN1"u8.CopyTo(bytes);
        File.WriteAllBytes(scenario.CheckpointPath, bytes);

        var error = Assert.Throws<TrainingException>(() => Run(Options with { Resume = true }));

        Assert.Contains("an older version wrote it", error.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it to train from the beginning", error.Remedy, StringComparison.Ordinal);
        Assert.Contains("the version of NetAnomaly that began it", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_says_so() =>
        AssertRefused(
            "cannot be written",
            () => Run(
                Options with { CheckpointPath = Path.Combine(scenario.CheckpointPath, "missing", "run.checkpoint") }));

    private static void AssertRefused(string why, Action run)
    {
        var error = Assert.Throws<TrainingException>(run);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    private static void CancelAt(int at, int step, CancellationTokenSource source)
    {
        if (step == at) source.Cancel();
    }

    private TrainedWeights Run(
        TrainingOptions options, Action<int>? before = null, ModelSpec? spec = null, string dataHash = "data")
    {
        var builder = new ConversationTableBuilder(Spec.Schemes, []);
        foreach (var sequence in SyntheticConversations.Cycle(150, seed: 5)) builder.Add(sequence);
        var corpus = builder.Build();
        var job = new TrainingJob(
            spec ?? Spec, corpus, TrainingSplit.Of(corpus, 0.2, 1), options) { DataHash = dataHash };
        var vocabulary = VocabularyFitting.Fit(corpus, Spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(Spec, vocabulary);
        using var network = new WatchedNetwork(WordNetworks.Create(job.Spec, sizes), before ?? (_ => { }));
        return TrainedWeights.Of(
            network, new LanguageModelTrainer(job, vocabulary, network, sizes).Run(null, cancellation));
    }
}
