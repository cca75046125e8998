namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>A table of vectors, one for each id; the vector of padding gets no gradient.</summary>
internal sealed class ReferenceEmbedding(int ids, int width, int padding)
{
    /// <summary>The vectors: (ids × width).</summary>
    public ReferenceParameter Table { get; } = new("weight", ids, width);

    /// <summary>The vectors of a list of ids: (list × width).</summary>
    public double[] Forward(long[] chosen) => [.. chosen.SelectMany(id => Table.Row((int)id).ToArray())];

    /// <summary>Adds to the table's gradient.</summary>
    /// <param name="chosen">The list of ids.</param>
    /// <param name="gradient">Of the result of <see cref="Forward"/>: (list × width).</param>
    public void Backward(long[] chosen, double[] gradient)
    {
        for (var at = 0; at < chosen.Length; at++)
        {
            if (chosen[at] != padding)
            {
                ReferenceRows.AddScaled(Table.GradientRow((int)chosen[at]), 1, gradient.AsSpan(at * width, width));
            }
        }
    }
}
