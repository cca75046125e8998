using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>Deep metric learning on the tensors that this assembly is compiled on.</summary>
internal sealed class MetricFactory : IVectorDetectorFactory
{
    private readonly IDevice place;

    /// <summary>On the processor.</summary>
    /// <param name="engine">The engine's name.</param>
    public MetricFactory(string engine)
        : this(engine, EngineRequest.Cpu, HostDevice.Instance)
    {
    }

    /// <summary>On a device, which computes in single precision.</summary>
    internal MetricFactory(string engine, string device, IDevice place)
    {
        Engine = engine;
        Device = device;
        this.place = place;
    }

    /// <inheritdoc/>
    public string Engine { get; }

    /// <inheritdoc/>
    public string Device { get; }

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.Metric;

    /// <inheritdoc/>
    public bool SeesEarlierFlows(ModelSpec spec) => RowSource.ContextOf(spec.OptionsOf<MetricOptions>()) > 1;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no row to learn from, or none of them is normal.</exception>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more.</exception>
    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        return MemoryFault.Translate(place, () => new MetricTraining(job, place).Run(progress, cancellation));
    }

    /// <inheritdoc/>
    public IVectorDetector Load(ModelSpec spec, int width, Stream weights)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return MemoryFault.Translate(place, () => Restore(spec, width, weights));
    }

    private MetricDetector Restore(ModelSpec spec, int width, Stream weights)
    {
        var options = spec.OptionsOf<MetricOptions>();
        var encoders = EncoderSet.Create(options, width, spec.Seed);
        try
        {
            var memory = MetricWeights.Read(encoders, options, width, weights);
            encoders.MoveTo(place);
            return new MetricDetector(spec, encoders, memory);
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }
}
