using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>Makes <see cref="IsolationForestDetector"/>s; needs no engine.</summary>
internal sealed class IsolationForestFactory : IVectorDetectorFactory
{
    /// <inheritdoc/>
    public string Engine => IDetectorFactory.NoEngine;

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.IsolationForest;

    /// <inheritdoc/>
    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var options = job.Spec.OptionsOf<ForestOptions>();
        void Report(int grown) => progress?.Report(
            new TrainingProgress(1, 1, (double)grown / options.Trees, double.NaN, null));
        var forest = IsolationForestDetector.Train(
            job.Fit, options.Trees, options.SampleSize, job.Spec.Seed, Report, cancellation);
        return new TrainedVectors(forest, [], 0);
    }

    /// <inheritdoc/>
    public IVectorDetector Load(ModelSpec spec, int width, Stream weights) =>
        IsolationForestDetector.Load(width, weights);
}
