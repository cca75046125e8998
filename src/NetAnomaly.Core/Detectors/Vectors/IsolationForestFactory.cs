namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>Makes <see cref="IsolationForestDetector"/>s; needs no engine.</summary>
public sealed class IsolationForestFactory : IVectorDetectorFactory
{
    /// <inheritdoc/>
    public string Engine => CoreDetectors.Engine;

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.IsolationForest;

    /// <inheritdoc/>
    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var spec = job.Spec;
        void Report(int grown) => progress?.Report(new TrainingProgress(1, 1, (double)grown / spec.Trees, double.NaN, null));
        return new TrainedVectors(IsolationForestDetector.Train(job.Fit, spec.Trees, spec.SampleSize, spec.Seed, Report, cancellation), [], 0);
    }

    /// <inheritdoc/>
    public IVectorDetector Load(ModelSpec spec, int width, Stream weights) => IsolationForestDetector.Load(width, weights);
}
