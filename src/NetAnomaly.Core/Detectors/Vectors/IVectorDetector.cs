namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>A trained detector on feature vectors. Thread-safe for scoring unless it says otherwise.</summary>
internal interface IVectorDetector : IDisposable
{
    /// <summary>
    /// Flows that a verdict rests on: the one judged and those right before it in its conversation. 1 where each is
    /// judged by itself.
    /// </summary>
    int Context => 1;

    /// <summary>Judges rows, each by itself.</summary>
    /// <param name="rows">Row-major; the width is that of training.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>One verdict per row, in their order.</returns>
    /// <exception cref="ArgumentException">The count is no multiple of the width.</exception>
    VectorVerdict[] Score(ReadOnlyMemory<float> rows, CancellationToken cancellation);

    /// <summary>
    /// Judges rows that follow each other in conversations. Where each is judged by itself, positions are not looked
    /// at.
    /// </summary>
    /// <param name="rows">Row-major; the width is that of training.</param>
    /// <param name="positions">For each row, how many earlier flows of its conversation stand right before it; no more
    /// than are given are looked at.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>One verdict per row, in their order.</returns>
    /// <exception cref="ArgumentException">The count is no multiple of the width, or <see cref="Context"/> is above 1
    /// and there is not one position per row.</exception>
    VectorVerdict[] Score(ReadOnlyMemory<float> rows, ReadOnlyMemory<int> positions, CancellationToken cancellation) =>
        Score(rows, cancellation);

    /// <summary>Writes the weights as safetensors.</summary>
    void WriteWeights(Stream stream);
}
