namespace NetAnomaly.Core.Detection;

/// <summary>A trained detector: conversations in, surprisal per flow out. Thread-safe for scoring unless it says otherwise.</summary>
public interface IDetector : IDisposable
{
    /// <summary>The words it knows.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Whether it has weights beside its vocabulary.</summary>
    bool HasWeights { get; }

    /// <summary>Surprisals of many conversations.</summary>
    /// <param name="conversations">Each as ids of <see cref="Vocabulary"/>, position-major: [position × factors + factor].</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>For each conversation its surprisals, −log p in nats, laid out as its ids.</returns>
    IReadOnlyList<float[]> Score(IReadOnlyList<int[]> conversations, CancellationToken cancellation);

    /// <summary>Writes the weights as safetensors, under PyTorch's key names.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    void WriteWeights(Stream stream);
}
