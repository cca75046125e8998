using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Words;
using Xunit;

namespace NetAnomaly.Models.Tests.LanguageModels;

/// <summary>Where memory runs out, less is done at once, to the same end.</summary>
public sealed class OutOfMemoryTests
{
    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Clstm, new { EmbeddingSize = 8, HiddenSize = 8, Dropout = 0 }) with { Seed = 3 };
    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 16, LearningRate = 0.01 };

    private static readonly ConversationTable Corpus = Build();
    private static readonly TrainingJob Job = new(Spec, Corpus, TrainingSplit.Of(Corpus, 0.2, 1), Options);
    private static readonly Vocabulary Vocabulary = VocabularyFitting.Fit(Corpus, Spec.Schemes, Job.Split.Fit);
    private static readonly int[] Sizes = WordNetworks.Sizes(Spec, Vocabulary);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_training_goes_on_with_fewer_pieces_at_once_and_takes_the_same_steps(int pieces)
    {
        using var plain = new HungryNetwork(Network(), int.MaxValue);
        using var hungry = new HungryNetwork(Network(), pieces);

        var (expected, _) = new LanguageModelTrainer(Job, Vocabulary, plain, Sizes).Run(null, Cancellation);
        var (history, _) = new LanguageModelTrainer(Job, Vocabulary, hungry, Sizes).Run(null, Cancellation);

        Assert.True(hungry.Refusals > 0, "memory never ran out");
        Assert.InRange(plain.Largest, 4, int.MaxValue);
        Assert.Equal(pieces, hungry.Largest);
        Assert.Equal(expected[^1].TrainingLoss, history[^1].TrainingLoss, 1e-4);
        Assert.Equal(Weights(plain), Weights(hungry), (x, y) => Math.Abs(x - y) < 1e-3f);
    }

    [Fact]
    public void Less_is_tried_once_not_at_every_step()
    {
        using var hungry = new HungryNetwork(Network(), 2);

        _ = new LanguageModelTrainer(Job, Vocabulary, hungry, Sizes).Run(null, Cancellation);

        Assert.InRange(hungry.Refusals, 1, hungry.Served / 2);
    }

    [Fact]
    public void A_single_piece_that_does_not_fit_is_an_error_with_a_remedy()
    {
        using var hungry = new HungryNetwork(Network(), 0);

        var error = Assert.Throws<EngineException>(
            () => new LanguageModelTrainer(Job, Vocabulary, hungry, Sizes).Run(null, Cancellation));

        Assert.Equal(EngineFault.OutOfMemory, error.Fault);
        Assert.Contains("one piece of a conversation alone: as if", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Device Cpu", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_are_the_same_whatever_fits_at_once()
    {
        var conversations = SyntheticConversations.Cycle(60, seed: 5).Select(Vocabulary.Encode).ToArray();
        using var plain = new LanguageModelDetector(
            Spec, Vocabulary, new HungryNetwork(Network(), int.MaxValue), Sizes);
        var network = new HungryNetwork(Network(), 2);
        using var hungry = new LanguageModelDetector(Spec, Vocabulary, network, Sizes);

        var scores = hungry.Score(conversations, Cancellation);

        Assert.True(network.Refusals > 0, "memory never ran out");
        Assert.Equal(
            plain.Score(conversations, Cancellation).SelectMany(score => score), scores.SelectMany(score => score),
            (x, y) => Math.Abs(x - y) < 1e-5f);
    }

    private static WordNetwork Network() => WordNetworks.Create(Spec, Sizes);

    private static float[] Weights(WordNetwork network) =>
        [
            .. network.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => pair.Value.data<float>().ToArray()),
        ];

    private static ConversationTable Build()
    {
        var corpus = new ConversationTableBuilder(Spec.Schemes, []);
        foreach (var conversation in SyntheticConversations.Cycle(80, seed: 1)) corpus.Add(conversation);
        return corpus.Build();
    }
}
