using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>Makes <see cref="NearestNeighborDetector"/>s; needs no engine.</summary>
internal sealed class NearestNeighborFactory : IVectorDetectorFactory
{
    /// <inheritdoc/>
    public string Engine => IDetectorFactory.NoEngine;

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.NearestNeighbor;

    /// <inheritdoc/>
    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var neighbors = job.Spec.OptionsOf<NeighborOptions>().Neighbors;
        var detector = NearestNeighborDetector.Train(job.Fit, neighbors, job.Spec.Seed);
        progress?.Report(new TrainingProgress(1, 1, 1, double.NaN, TimeSpan.Zero));
        return new TrainedVectors(detector, [], 0);
    }

    /// <inheritdoc/>
    public IVectorDetector Load(ModelSpec spec, int width, Stream weights) =>
        NearestNeighborDetector.Load(width, weights);
}
