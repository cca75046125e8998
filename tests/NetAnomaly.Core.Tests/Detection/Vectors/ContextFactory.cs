using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Core.Tests.Detection.Vectors;

/// <summary>
/// An engine whose verdict on a flow is how many flows it saw of the last three of its conversation; it remembers what
/// it was given.
/// </summary>
internal sealed class ContextFactory : IVectorDetectorFactory
{
    public const int Flows = 3;

    public VectorJob? Job { get; private set; }

    /// <summary>Positions of the rows that a class was taught by.</summary>
    public int[]? Taught { get; private set; }

    public string Engine => "Stub";

    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.Metric;

    public bool SeesEarlierFlows(ModelSpec spec) =>
        spec.OptionsOf<MetricOptions>().SequenceEncoder != MetricSequenceEncoder.None;

    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Job = job;
        return new TrainedVectors(new Detector(this, job.Fit.Width), [], 0);
    }

    public IVectorDetector Load(ModelSpec spec, int width, Stream weights) => new Detector(this, width);

    private sealed class Detector(ContextFactory owner, int width) : IReferenceDetector
    {
        public int Context => Flows;

        public IReadOnlyList<string> Classes => ["normal"];

        public VectorVerdict[] Score(ReadOnlyMemory<float> rows, CancellationToken cancellation) =>
            Score(rows, new int[rows.Length / width], cancellation);

        public VectorVerdict[] Score(
            ReadOnlyMemory<float> rows, ReadOnlyMemory<int> positions, CancellationToken cancellation)
        {
            Assert.Equal(rows.Length, positions.Length * width);
            return
            [
                .. positions.ToArray().Select(
                    (position, row) =>
                        new VectorVerdict(1 + Math.Min(Flows - 1, Math.Min(position, row)), null, null, float.NaN)),
            ];
        }

        public IReferenceDetector AddReferences(ReadOnlyMemory<float> rows, string label) =>
            throw new InvalidOperationException("The rows come without positions.");

        public IReferenceDetector AddReferences(ReadOnlyMemory<float> rows, ReadOnlyMemory<int> positions, string label)
        {
            owner.Taught = positions.ToArray();
            return this;
        }

        public void WriteWeights(Stream stream)
        {
        }

        public void Dispose()
        {
        }
    }
}
