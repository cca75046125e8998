using System.Numerics.Tensors;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.WordVectors;

/// <summary>
/// Word2Vec: skip-gram with negative sampling. Source: Mikolov, Sutskever, Chen, Corrado, Dean, Distributed
/// Representations of Words and Phrases and their Compositionality (2013). Pairs of word and context are drawn by their
/// weight from all conversations at once rather than read in order: the same objective, and repeats of a conversation
/// cost nothing. On one thread, so that the same seed gives the same bits.
/// </summary>
internal sealed class WordVectorTrainer
{
    /// <summary>Pairs that are learned from at most, however large the corpus.</summary>
    public const int MostSteps = 20_000_000;

    private const double NegativePower = 0.75; // of a word's frequency, as published
    private const double LastRate = 1e-4; // share of the first learning rate
    private const int StepsPerCheck = 4096;

    private readonly WordVectorOptions options;
    private readonly CounterRandom random;
    private readonly float[] inputs;
    private readonly float[] outputs;
    private readonly float[] gradient;

    private WordVectorTrainer(WordVectorOptions options, double[] uses, int factor)
    {
        this.options = options;
        random = new CounterRandom(options.Seed, RandomStream.WordVectors, factor);
        inputs = new float[uses.Length * options.Width];
        outputs = new float[inputs.Length];
        gradient = new float[options.Width];
        for (var i = 0; i < inputs.Length; i++)
        {
            var start = (random.NextUnit() - 0.5) / options.Width;
            if (uses[i / options.Width] > 0) inputs[i] = (float)start;
        }
    }

    /// <summary>Trains the vectors of one factor's words.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="vocabulary">The words of all factors.</param>
    /// <param name="factor">Which factor.</param>
    /// <param name="conversations">The conversations of the corpus to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Checked every few thousand steps.</param>
    /// <returns>A vector per id of the vocabulary, or per id below <see cref="WordVectorOptions.Words"/>; zero for
    /// words that do not occur.</returns>
    /// <exception cref="ArgumentException">A number is out of its range, or the vocabulary is of other token
    /// schemes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static WordVectorTable Train(
        ConversationTable corpus, Vocabulary vocabulary, int factor, IReadOnlyList<int> conversations,
        WordVectorOptions options, CancellationToken cancellation)
    {
        options.Check();
        if (vocabulary.Factors.Count != corpus.Factors)
            throw new ArgumentException(
                $"The vocabulary has {vocabulary.Factors.Count} factors, the corpus {corpus.Factors}.",
                nameof(vocabulary));
        var pairs = ContextPairs.Of(corpus, vocabulary.Factors[factor], factor, conversations, options, cancellation);
        var trainer = new WordVectorTrainer(options, pairs.Uses, factor);
        if (pairs.Pairs.Count > 0) trainer.Run(pairs, cancellation);
        return new WordVectorTable(vocabulary.Factors[factor], new WordEmbedding(trainer.inputs, options.Width));
    }

    private void Run(ContextPairs pairs, CancellationToken cancellation)
    {
        var positives = new AliasTable([.. pairs.Pairs.Select(pair => pair.Weight)]);
        var negatives = new AliasTable([.. pairs.Uses.Select(uses => Math.Pow(uses, NegativePower))]);
        var steps = (int)Math.Clamp(
            options.Epochs * pairs.Pairs.Sum(pair => pair.Weight), options.LeastSteps, MostSteps);
        for (var step = 0; step < steps; step++)
        {
            if (step % StepsPerCheck == 0) cancellation.ThrowIfCancellationRequested();
            var rate = options.LearningRate * Math.Max(LastRate, 1 - ((double)step / steps));
            var (word, context, _) = pairs.Pairs[positives.Draw(random)];
            Step(word, context, negatives, (float)rate);
        }
    }

    private void Step(int word, int context, AliasTable negatives, float rate)
    {
        var input = Row(inputs, word);
        Array.Clear(gradient);
        Pull(input, Row(outputs, context), 1, rate);
        for (var i = 0; i < options.Negatives; i++)
        {
            var negative = negatives.Draw(random);
            if (negative != context) Pull(input, Row(outputs, negative), 0, rate);
        }

        TensorPrimitives.Add(input, gradient, input);
    }

    // One step of logistic regression: is the output word the context of the input word?
    private void Pull(ReadOnlySpan<float> input, Span<float> output, float truth, float rate)
    {
        var probability = 1 / (1 + MathF.Exp(-TensorPrimitives.Dot(input, output)));
        var pull = (truth - probability) * rate;
        TensorPrimitives.MultiplyAdd(output, pull, gradient, gradient);
        TensorPrimitives.MultiplyAdd(input, pull, output, output);
    }

    private Span<float> Row(float[] table, int word) => table.AsSpan(word * options.Width, options.Width);
}
