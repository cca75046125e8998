using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Classifiers;
using NetAnomaly.Models.LanguageModels;
using NetAnomaly.Models.Networks;
using Xunit;

namespace NetAnomaly.Models.Tests.Classifiers;

public sealed class ClassifierCheckpointTests : IDisposable
{
    private static readonly ModelSpec Plain = new()
    {
        Architecture = ModelArchitecture.Clstm, Learning = LearningMode.Supervised, Schemes = SyntheticAttacks.Schemes, EmbeddingSize = 8, HiddenSize = 8,
        AttentionLayers = 1, Heads = 2, FeedForwardSize = 16, DenseSize = 8, ContextLength = 4, Dropout = 0.2, Seed = 3,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("checkpoint").FullName;

    private TrainingOptions Options => new()
    {
        Epochs = 4, BatchSize = 1, LearningRate = 0.01, CheckpointPath = System.IO.Path.Combine(folder, "run.checkpoint"), CheckpointInterval = TimeSpan.Zero,
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(ModelArchitecture.Clstm, ModelPreset.Default)]
    [InlineData(ModelArchitecture.BiLstm, ModelPreset.Default)]
    [InlineData(ModelArchitecture.Transformer, ModelPreset.Published)]
    public void A_training_that_crashed_goes_on_and_ends_with_the_weights_of_an_undisturbed_one(ModelArchitecture architecture, ModelPreset preset)
    {
        var spec = Plain with { Architecture = architecture, Preset = preset };
        var options = Options with { BatchSize = preset == ModelPreset.Published ? 32 : 1 };
        var steps = 0;
        var whole = Run(spec, options with { CheckpointPath = null }, step => steps = step);

        var crash = Assert.Throws<InvalidOperationException>(() => Run(spec, options, step => Crash(step == (steps / 2) + 1)));
        var left = 0;
        var resumed = Run(spec, options with { Resume = true }, step => left = step);

        Assert.Equal("crash", crash.Message);
        Assert.Equal(whole, resumed);
        Assert.Equal(steps - (steps / 2), left);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private static void Crash(bool now)
    {
        if (now) throw new InvalidOperationException("crash");
    }

    // Trains; what is given is called with the number of each step, from 1, before it is done.
    private static float[] Run(ModelSpec spec, TrainingOptions options, Action<int> before)
    {
        var corpus = SyntheticAttacks.Corpus(60);
        var labels = LabelledConversations.Of(corpus, spec, options)!;
        var job = new TrainingJob(spec, corpus, TrainingSplit.Of(corpus, 0.2, 1, labels.IsAnomalous), options) { DataHash = "data" };
        var vocabulary = VocabularyFitting.Fit(corpus, spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(spec, vocabulary);
        using var network = new WatchedNetwork(WordNetworks.CreateClassifier(spec, sizes, 2), before);
        new ClassifierTrainer(job, labels, vocabulary, network, sizes).Run(null, TestContext.Current.CancellationToken);
        return [.. network.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal).Where(pair => pair.Value.dtype == ScalarType.Float32).SelectMany(pair => pair.Value.data<float>().ToArray())];
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

        public override PieceShape ReadingShape(int factors) => inner.ReadingShape(factors);

        public override Tensor[] Predict(WordBatch batch) => inner.Predict(batch);

        public override Tensor[] Read(WordBatch batch)
        {
            if (training) before(++step);
            return inner.Read(batch);
        }
    }
}
