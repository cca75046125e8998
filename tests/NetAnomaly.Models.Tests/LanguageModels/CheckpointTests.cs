using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.LanguageModels;
using NetAnomaly.Models.Networks;
using Xunit;

namespace NetAnomaly.Models.Tests.LanguageModels;

public sealed class CheckpointTests : IDisposable
{
    private static readonly ModelSpec Spec = new() { Architecture = ModelArchitecture.Clstm, EmbeddingSize = 8, HiddenSize = 8, Dropout = 0.2, Seed = 3 };
    private readonly string folder = Directory.CreateTempSubdirectory("checkpoint").FullName;
    private CancellationToken cancellation = TestContext.Current.CancellationToken;

    private string CheckpointPath => System.IO.Path.Combine(folder, "run.checkpoint");

    private TrainingOptions Options => new() { Epochs = 4, BatchSize = 1, LearningRate = 0.01, CheckpointPath = CheckpointPath, CheckpointInterval = TimeSpan.Zero };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(TrainingOptimizer.AdamW, 2)]
    [InlineData(TrainingOptimizer.AdamW, 30)]
    [InlineData(TrainingOptimizer.Adam, 60)]
    [InlineData(TrainingOptimizer.NAdam, 90)]
    public void A_training_that_crashed_goes_on_and_ends_with_the_weights_of_an_undisturbed_one(TrainingOptimizer optimizer, int percent)
    {
        var options = Options with { Optimizer = optimizer };
        var (whole, history, best) = Run(options with { CheckpointPath = null }, _ => { });

        var step = Math.Max(1, Steps(options) * percent / 100);
        var crash = Assert.Throws<InvalidOperationException>(() => Run(options, at => Crash(at == step + 1)));
        var (resumed, resumedHistory, resumedBest) = Run(options with { Resume = true }, _ => { });

        Assert.Equal("crash", crash.Message);
        Assert.Equal(whole, resumed);
        Assert.Equal(best, resumedBest);
        Assert.Equal(history.Select(Numbers), resumedHistory.Select(Numbers));
    }

    [Fact]
    public void A_cancelled_training_keeps_its_place_even_when_no_checkpoint_was_due()
    {
        var options = Options with { CheckpointInterval = TimeSpan.FromHours(1) };
        var (whole, _, _) = Run(options with { CheckpointPath = null }, _ => { });
        using var source = new CancellationTokenSource();

        cancellation = source.Token;
        Assert.ThrowsAny<OperationCanceledException>(() => Run(options, at => CancelAt(at, 20, source)));
        cancellation = TestContext.Current.CancellationToken;
        var steps = 0;
        var (resumed, _, _) = Run(options with { Resume = true }, _ => steps++);

        Assert.Equal(whole, resumed);
        Assert.Equal(Steps(options) - 20, steps);
    }

    [Fact]
    public void The_checkpoint_goes_when_training_has_ended()
    {
        Run(Options, _ => { });

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Resuming_without_a_checkpoint_begins_anew() =>
        Assert.Equal(Run(Options with { CheckpointPath = null }, _ => { }).Weights, Run(Options with { Resume = true }, _ => { }).Weights);

    [Fact]
    public void A_checkpoint_of_other_data_another_model_or_other_options_is_refused()
    {
        Interrupt();

        AssertRefused("another training", () => Run(Options with { Resume = true }, _ => { }, dataHash: "other"));
        AssertRefused("another training", () => Run(Options with { Resume = true }, _ => { }, spec: Spec with { HiddenSize = 9 }));
        AssertRefused("another training", () => Run(Options with { Resume = true, LearningRate = 0.02 }, _ => { }));
        Run(Options with { Resume = true, TimeBudget = TimeSpan.FromHours(1), CheckpointInterval = TimeSpan.FromMinutes(1) }, _ => { }, spec: Spec with { Name = "renamed" });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-40)]
    public void A_damaged_checkpoint_is_refused(int place)
    {
        Interrupt();
        var bytes = File.ReadAllBytes(CheckpointPath);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(CheckpointPath, bytes);

        AssertRefused(place == 0 ? "not a checkpoint" : "damaged", () => Run(Options with { Resume = true }, _ => { }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(200)]
    public void A_checkpoint_cut_short_is_refused(int length)
    {
        Interrupt();
        File.WriteAllBytes(CheckpointPath, File.ReadAllBytes(CheckpointPath)[..length]);

        AssertRefused("cannot be used", () => Run(Options with { Resume = true }, _ => { }));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_says_so() =>
        AssertRefused("cannot be written", () => Run(Options with { CheckpointPath = System.IO.Path.Combine(folder, "missing", "run.checkpoint") }, _ => { }));

    private static void AssertRefused(string why, Action run)
    {
        var error = Assert.Throws<TrainingException>(run);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
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

    private void Interrupt() => Assert.Throws<InvalidOperationException>(() => Run(Options, at => Crash(at == 10)));

    private int Steps(TrainingOptions options)
    {
        var steps = 0;
        Run(options with { CheckpointPath = null }, _ => steps++);
        return steps;
    }

    // Trains; what is given is called with the number of each step, from 1, before it is done.
    private (float[] Weights, IReadOnlyList<TrainingEpoch> History, int Best) Run(
        TrainingOptions options, Action<int> before, ModelSpec? spec = null, string dataHash = "data")
    {
        var builder = new TrainingCorpusBuilder(Spec.Schemes, []);
        foreach (var sequence in SyntheticConversations.Cycle(150, seed: 5)) builder.Add(sequence);
        var corpus = builder.Build();
        var job = new TrainingJob(spec ?? Spec, corpus, TrainingSplit.Of(corpus, 0.2, 1), options) { DataHash = dataHash };
        var vocabulary = VocabularyFitting.Fit(corpus, Spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(Spec, vocabulary);
        using var network = new WatchedNetwork(WordNetworks.Create(job.Spec, sizes), before);
        var (history, best) = new LanguageModelTrainer(job, vocabulary, network, sizes).Run(null, cancellation);
        return ([.. network.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.data<float>().ToArray())], history, best);
    }

    // Tells of every step.
    private sealed class WatchedNetwork : WordNetwork
    {
        private readonly WordNetwork inner;
        private readonly Action<int> before;
        private int step;

        public WatchedNetwork(WordNetwork inner, Action<int> before)
            : base(nameof(WatchedNetwork))
        {
            this.inner = inner;
            this.before = before;
            RegisterComponents();
        }

        public override Tensor[] Predict(WordBatch batch)
        {
            if (training) before(++step);
            return inner.Predict(batch);
        }

        public override Tensor[] Read(WordBatch batch) => inner.Read(batch);
    }
}
