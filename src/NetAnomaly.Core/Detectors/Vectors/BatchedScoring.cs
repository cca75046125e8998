namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Has the flows of conversations judged batch by batch, each batch with the flows before it that its verdicts rest on.
/// </summary>
internal static class BatchedScoring
{
    private const int RowsPerBatch = 4096;

    /// <summary>Writes the vector of a row.</summary>
    public delegate void RowWriter(int row, Span<float> vector);

    /// <summary>Judges rows.</summary>
    /// <param name="detector">What judges them.</param>
    /// <param name="width">Numbers of a vector.</param>
    /// <param name="positions">For each row, how many earlier flows of its conversation stand right before it.</param>
    /// <param name="write">Writes vectors; a row may be asked for twice.</param>
    /// <param name="take">Takes the verdicts, each once, with the row of the first of them.</param>
    /// <param name="cancellation">Checked between batches.</param>
    public static void Score(
        IVectorDetector detector, int width, int[] positions, RowWriter write,
        Action<int, ReadOnlySpan<VectorVerdict>> take, CancellationToken cancellation)
    {
        var most = detector.Context - 1;
        var vectors = new float[Math.Min(positions.Length, RowsPerBatch + most) * width];
        for (var from = 0; from < positions.Length; from += RowsPerBatch)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = Math.Min(most, positions[from]);
            var count = before + Math.Min(RowsPerBatch, positions.Length - from);
            for (var i = 0; i < count; i++) write(from - before + i, vectors.AsSpan(i * width, width));
            var verdicts = detector.Score(
                vectors.AsMemory(0, count * width), positions.AsMemory(from - before, count), cancellation);
            take(from, verdicts.AsSpan(before));
        }
    }
}
