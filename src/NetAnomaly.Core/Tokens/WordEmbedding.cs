namespace NetAnomaly.Core.Tokens;

/// <summary>Vectors of words.</summary>
/// <param name="Values">Row-major: [word × width + column], words by their id in the vocabulary.</param>
/// <param name="Width">Columns.</param>
/// <remarks>
/// There may be fewer rows than the vocabulary has words: a network tells only the most frequent apart.
/// </remarks>
internal sealed record WordEmbedding(float[] Values, int Width)
{
    /// <summary>How many words have a vector.</summary>
    public int Words => Values.Length / Width;

    /// <summary>The vector of a word.</summary>
    public ReadOnlySpan<float> this[int word] => Values.AsSpan(word * Width, Width);
}
