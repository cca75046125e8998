using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;
using NetAnomaly.Models.Words;
using Xunit;

namespace NetAnomaly.Models.Tests.LanguageModels;

public sealed class TrainingTests
{
    private static readonly DetectorRegistry Registry = new([new EmbeddedEngine()]);
    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Clstm, new { EmbeddingSize = 16, HiddenSize = 16, Dropout = 0 }) with { Seed = 3 };
    private static readonly TrainingOptions Options = new() { Epochs = 8, BatchSize = 4, LearningRate = 0.01 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ModelArchitecture, ModelPreset> All => [..
        from architecture in new[] { ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm }
        from preset in Enum.GetValues<ModelPreset>()
        select (architecture, preset)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_network_learns_the_order_of_words(ModelArchitecture architecture, ModelPreset preset)
    {
        var spec = (Spec with { Preset = preset }).As(
            architecture,
            new { AttentionLayers = 1, Heads = 2, FeedForwardSize = 32, DenseSize = 16, ContextLength = 4 });
        using var model = Train(
            spec,
            Options with { Epochs = 12, LearningRate = 0.02, BatchSize = preset == ModelPreset.Published ? 64 : 4 });

        Assert.InRange(Score(model, "a", "b", "c", "a", "b"), 0, 0.7);
        Assert.InRange(Score(model, "c", "b", "a", "c", "b"), 1.2, double.PositiveInfinity);
        Assert.InRange(model.History[^1].TrainingAccuracy, 0.7, 1);
        Assert.InRange(model.History[^1].ValidationAccuracy, 0.7, 1);
        Assert.True(model.History[0].TrainingAccuracy < model.History[^1].TrainingAccuracy);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_network_can_be_left_untrained(ModelArchitecture architecture, ModelPreset preset)
    {
        using var model = Train((Spec with { Preset = preset }).As(architecture), Options with { Epochs = 0 });

        Assert.Empty(model.History);
        Assert.InRange(Score(model, "a", "b", "c"), 0.5, 3);
    }

    [Fact]
    public void Training_stops_when_validation_gets_no_better_and_keeps_the_best_epoch()
    {
        using var model = Train(
            Spec,
            Options with { Epochs = 200, Patience = 2, LearningRate = 0.05, Schedule = LearningRateSchedule.Constant });
        var history = model.History;
        var best = model.Provenance!.BestEpoch;

        Assert.InRange(history.Count, 3, 199);
        Assert.Equal(best + 2, history.Count);
        Assert.Equal(history.Min(epoch => epoch.ValidationLoss), history[best - 1].ValidationLoss);
    }

    [Fact]
    public void Without_patience_all_epochs_are_done()
    {
        using var model = Train(Spec, Options with { Epochs = 30, Patience = 0, LearningRate = 0.05 });

        Assert.Equal(30, model.History.Count);
    }

    [Fact]
    public void A_spent_time_budget_ends_training_with_a_usable_model()
    {
        using var model = Train(
            Spec, Options with { Epochs = 10_000, Patience = 0, TimeBudget = TimeSpan.FromMilliseconds(200) });

        Assert.InRange(model.History.Count, 0, 9_999);
        Assert.InRange(Score(model, "a", "b", "c"), 0, 3);
    }

    [Fact]
    public void Word_vectors_that_spend_the_time_budget_leave_the_network_one_step()
    {
        using var model = Train(
            Spec.With(new { WordVectors = true }), Options with { TimeBudget = TimeSpan.FromTicks(1), BatchSize = 1 });

        Assert.Single(model.History);
    }

    [Theory]
    [InlineData(false, 8)]
    [InlineData(true, 1)]
    public void What_was_spent_before_the_first_step_is_off_the_time_budget(bool isSpent, int epochs)
    {
        var corpus = Corpus();
        var options = Options with { TimeBudget = TimeSpan.FromDays(1), Patience = 0 };
        var job = new TrainingJob(Spec, corpus, TrainingSplit.Of(corpus, 0.2, 1), options)
        {
            Spent = isSpent ? TimeSpan.FromDays(1) : TimeSpan.FromTicks(1),
        };
        var vocabulary = VocabularyFitting.Fit(corpus, Spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(Spec, vocabulary);
        using var network = WordNetworks.Create(Spec, sizes);

        var (history, _) = new LanguageModelTrainer(job, vocabulary, network, sizes).Run(null, Cancellation);

        Assert.Equal(epochs, history.Count);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_loss_that_is_no_number_stops_training_with_a_remedy(float logit)
    {
        var corpus = Corpus();
        var job = new TrainingJob(Spec, corpus, TrainingSplit.Of(corpus, 0.2, 1), Options);
        var vocabulary = VocabularyFitting.Fit(corpus, Spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(Spec, vocabulary);
        using var network = new Diverging(sizes[0], logit);

        var error = Assert.Throws<TrainingException>(
            () => new LanguageModelTrainer(job, vocabulary, network, sizes).Run(null, Cancellation));

        Assert.Contains("epoch 1, step 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(0.5f, network.Bias);
    }

    [Theory]
    [InlineData(LearningRateSchedule.Cosine, 1, 0.525, 0.05)]
    [InlineData(LearningRateSchedule.Linear, 1, 0.525, 0.05)]
    [InlineData(LearningRateSchedule.Constant, 1, 1, 1)]
    [InlineData(LearningRateSchedule.WarmupCosine, 0.05, 0.607, 0.05)]
    public void Schedules_run_from_their_start_to_their_end(
        LearningRateSchedule schedule, double start, double middle, double end)
    {
        Assert.Equal(2 * start, LearningRates.At(schedule, 2, 0), 1e-3);
        Assert.Equal(2 * middle, LearningRates.At(schedule, 2, 0.5), 2e-3);
        Assert.Equal(2 * end, LearningRates.At(schedule, 2, 1), 1e-3);
    }

    // One step an epoch: weights that grow a hundredfold with each are too large for numbers after the seventh, and
    // nothing is learned after the last.
    [Fact]
    public void A_training_that_diverges_with_an_epoch_s_last_step_says_so_too()
    {
        var corpus = new ConversationTableBuilder(Spec.Schemes, []);
        for (var i = 0; i < 60; i++) corpus.Add(SyntheticConversations.Of(i / 6, "a", i % 2 == 0 ? "b" : "c"));
        var options = Options with
        {
            BatchSize = 4096, LearningRate = 10, WeightDecay = 10, Schedule = LearningRateSchedule.Constant,
            Patience = 0,
        };
        var gathered = corpus.Build();

        var messages = Enumerable.Range(1, 12).Select(Diverge).ToArray();

        Assert.Null(messages[0]);
        Assert.Contains(
            messages, message =>
                message?.Contains("the loss on what is kept became", StringComparison.Ordinal) == true);

        string? Diverge(int epochs)
        {
            try
            {
                using var model = new ModelTrainer(Registry).Train(
                    ModelTrainer.New(Spec), gathered, options with { Epochs = epochs }, null, Cancellation);
                Assert.All(model.History, epoch => Assert.True(double.IsFinite(epoch.ValidationLoss)));
                return null;
            }
            catch (TrainingException error)
            {
                Assert.Contains("learning rate", error.Remedy, StringComparison.Ordinal);
                return error.Message;
            }
        }
    }

    [Fact]
    public void With_a_rarity_floor_no_word_is_less_surprising_than_it_is_rare()
    {
        var spec = Spec.With(new { RarityFloor = true });
        using var model = Train(spec, Options);
        using var bare = Train(Spec, Options);
        using var counted = new TokenFrequencyDetector(
            ((TokenDetector)LoadedModel.Of(model).Detector).Vocabulary, TokenCounting.Flow);
        int[][] conversations = [[2, 3, 4, 2, 3, 4], [4, 3, 2, 1, 1]];

        var floored = ((TokenDetector)LoadedModel.Of(model).Detector).Score(conversations, Cancellation);
        var predicted = ((TokenDetector)LoadedModel.Of(bare).Detector).Score(conversations, Cancellation);
        var rare = counted.Score(conversations, Cancellation);

        Assert.Equal(predicted.Zip(rare, (some, others) => some.Zip(others, Math.Max).ToArray()), floored);
        Assert.NotEqual(predicted[0], floored[0]);
    }

    [Fact]
    public void Words_beyond_the_most_frequent_are_one_unknown_word_to_the_network()
    {
        using var model = Train(Spec.With(new { MaxWords = 1 }), Options with { Epochs = 1 });
        var detector = (TokenDetector)LoadedModel.Of(model).Detector;

        var scores = detector.Score([[2, 3], [2, 4], [2, FactorVocabulary.UnknownId]], Cancellation);

        Assert.Equal(scores[2], scores[0]);
        Assert.Equal(scores[2], scores[1]);
    }

    private static ConversationTable Corpus()
    {
        var corpus = new ConversationTableBuilder(Spec.Schemes, []);
        foreach (var sequence in SyntheticConversations.Cycle(120, seed: 5)) corpus.Add(sequence);
        return corpus.Build();
    }

    private static AnomalyModel Train(ModelSpec spec, TrainingOptions options) =>
        new ModelTrainer(Registry).Train(ModelTrainer.New(spec), Corpus(), options, null, Cancellation);

    private static double Score(AnomalyModel model, params string[] words) =>
        new ThresholdScan(model, AnomalyThreshold.Default).Score(
            [SyntheticConversations.Of(0, words)], Cancellation)[0].Score;

    // Its logits are no numbers.
    private sealed class Diverging : WordNetwork
    {
        private readonly Modules.Parameter bias = nn.Parameter(tensor([0.5f]));
        private readonly int words;
        private readonly float logit;

        public Diverging(int words, float logit)
            : base(nameof(Diverging))
        {
            (this.words, this.logit) = (words, logit);
            RegisterComponents();
        }

        public float Bias => bias.item<float>();

        public override Tensor[] Read(WordBatch batch) => Predict(batch);

        public override Tensor[] Predict(WordBatch batch) =>
            [(zeros([batch.Pieces.Count, batch.Length, words]) + bias) * logit];
    }
}
