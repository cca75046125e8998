using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.WordVectors;

/// <summary>
/// How word vectors are trained. The defaults are those of the published program, but for the width. Immutable.
/// </summary>
internal sealed record WordVectorOptions
{
    /// <summary>Numbers per vector, 1 or more.</summary>
    public int Width { get; init; } = 64;

    /// <summary>
    /// A word's context: so many words before it and behind it, 1 or more. Near ones count more: distance d by (window
    /// − d + 1) / window.
    /// </summary>
    public int Window { get; init; } = 5;

    /// <summary>Words that are not its context, drawn for each that is; 1 or more.</summary>
    public int Negatives { get; init; } = 5;

    /// <summary>
    /// Passes over all pairs of word and context, 1 or more, within <see cref="LeastSteps"/> and
    /// <see cref="WordVectorTrainer.MostSteps"/>.
    /// </summary>
    public int Epochs { get; init; } = 5;

    /// <summary>
    /// Pairs that are learned from at least, however small the corpus: with fewer the vectors hardly leave where they
    /// began.
    /// </summary>
    public int LeastSteps { get; init; } = 500_000;

    /// <summary>
    /// A word with a larger share of all words than this is used less often than it occurs; 0 uses all.
    /// </summary>
    public double Subsample { get; init; } = 1e-3;

    /// <summary>Learning rate at the beginning; it falls in a straight line to a ten-thousandth of it.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>Ids that are told apart, the reserved two included; the words beyond are one unknown word.</summary>
    public int Words { get; init; } = int.MaxValue;

    /// <summary>Same seed and corpus, same vectors to the bit on the same machine.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Refuses numbers out of their range.</summary>
    /// <exception cref="ArgumentException">One is: the message says which.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Negatives, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(LeastSteps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LeastSteps, WordVectorTrainer.MostSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(Words, FactorVocabulary.Reserved);
        if (!(Subsample >= 0))
            throw new ArgumentException(
                $"The share above which words are used less often is 0 or more, not {Subsample}.");
        if (!(LearningRate is > 0 and < 1))
            throw new ArgumentException($"The learning rate lies between 0 and 1; {LearningRate} does not.");
    }
}
