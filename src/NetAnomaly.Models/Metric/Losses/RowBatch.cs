namespace NetAnomaly.Models.Metric.Losses;

/// <summary>Flows that are to be embedded together.</summary>
/// <param name="Values">Scaled vectors, row-major: of these flows, in their order; or where they have windows, of all
/// flows of these, each once.</param>
/// <param name="Width">Numbers of a vector.</param>
/// <param name="Windows">What each rests on; <see langword="null"/> where each is judged by itself.</param>
internal sealed record RowBatch(float[] Values, int Width, FlowWindows? Windows = null)
{
    /// <summary>Flows that are to be embedded.</summary>
    public int Count => Windows?.Lengths.Length ?? Rows;

    /// <summary>Vectors that there are.</summary>
    public int Rows => Values.Length / Width;
}
