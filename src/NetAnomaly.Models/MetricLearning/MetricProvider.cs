using NetAnomaly.Core.Detection.Vectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.MetricLearning.Encoders;

namespace NetAnomaly.Models.MetricLearning;

/// <summary>Deep metric learning on the tensors that this assembly is compiled on.</summary>
/// <param name="engine">The engine's name.</param>
public sealed class MetricProvider(string engine) : IVectorDetectorProvider
{
    /// <inheritdoc/>
    public string Engine => engine;

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.Metric;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no row to learn from, or none of them is normal.</exception>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more.</exception>
    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new MetricTraining(job, job.Spec.Metric).Run(progress, cancellation);
    }

    /// <inheritdoc/>
    public IVectorDetector Load(ModelSpec spec, int width, Stream weights)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var encoders = EncoderSet.Create(spec.Metric, width, spec.Dropout, spec.Seed);
        try
        {
            return new MetricDetector(spec, spec.Metric, encoders, MetricWeights.Read(encoders, spec.Metric, width, weights));
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }
}
