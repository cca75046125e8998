namespace NetAnomaly.Core.Detection.Vectors;

/// <summary>A trained detector on feature vectors. Thread-safe for scoring unless it says otherwise.</summary>
public interface IVectorDetector : IDisposable
{
    /// <summary>Judges rows.</summary>
    /// <param name="rows">Row-major; the width is that of training.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>One verdict per row, in their order.</returns>
    /// <exception cref="ArgumentException">The count is no multiple of the width.</exception>
    VectorVerdict[] Score(ReadOnlyMemory<float> rows, CancellationToken cancellation);

    /// <summary>Writes the weights as safetensors.</summary>
    void WriteWeights(Stream stream);
}
