namespace NetAnomaly.Core.Detection.Vectors.Neighbors;

/// <summary>Makes <see cref="NearestNeighborDetector"/>s; needs no engine.</summary>
/// <param name="neighbors">How many of the nearest references score a row.</param>
public sealed class NearestNeighborProvider(int neighbors = 5) : IVectorDetectorProvider
{
    /// <inheritdoc/>
    public string Engine => "Core";

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture.ToString() == "NearestNeighbor";

    /// <inheritdoc/>
    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var detector = NearestNeighborDetector.Train(job.Fit, neighbors, job.Spec.Seed);
        progress?.Report(new TrainingProgress(1, 1, 1, double.NaN, TimeSpan.Zero));
        return new TrainedVectors(detector, [], 0);
    }

    /// <inheritdoc/>
    public IVectorDetector Load(ModelSpec spec, int width, Stream weights) => NearestNeighborDetector.Load(width, weights);
}
