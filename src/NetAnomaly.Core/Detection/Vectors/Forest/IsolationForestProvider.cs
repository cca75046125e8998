namespace NetAnomaly.Core.Detection.Vectors.Forest;

/// <summary>Makes <see cref="IsolationForestDetector"/>s; needs no engine.</summary>
/// <param name="trees">Trees of a forest.</param>
/// <param name="sampleSize">Rows per tree.</param>
public sealed class IsolationForestProvider(int trees = 100, int sampleSize = 256) : IVectorDetectorProvider
{
    /// <inheritdoc/>
    public string Engine => "Core";

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture.ToString() == "IsolationForest";

    /// <inheritdoc/>
    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        void Report(int grown) => progress?.Report(new TrainingProgress(1, 1, (double)grown / trees, double.NaN, null));
        return new TrainedVectors(IsolationForestDetector.Train(job.Fit, trees, sampleSize, job.Spec.Seed, Report, cancellation), [], 0);
    }

    /// <inheritdoc/>
    public IVectorDetector Load(ModelSpec spec, int width, Stream weights) => IsolationForestDetector.Load(width, weights);
}
