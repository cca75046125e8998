using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Core.Tests.Detection.Vectors;

/// <summary>
/// An engine for isolation forests whose score is the distance from the origin; it remembers what it was given.
/// </summary>
internal sealed class SpreadFactory : IVectorDetectorFactory
{
    public VectorJob? Job { get; private set; }

    public string Engine => "Stub";

    public bool Supports(ModelArchitecture architecture) =>
        architecture is ModelArchitecture.IsolationForest or ModelArchitecture.Metric;

    public TrainedVectors Train(VectorJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Job = job;
        return new TrainedVectors(new Detector(job.Fit.Width), [], 0);
    }

    public IVectorDetector Load(ModelSpec spec, int width, Stream weights) =>
        weights.ReadByte() == width
            ? new Detector(width)
            : throw new InvalidDataException("its weights are of another width");

    private sealed class Detector(int width) : IVectorDetector
    {
        public VectorVerdict[] Score(ReadOnlyMemory<float> rows, CancellationToken cancellation)
        {
            var verdicts = new VectorVerdict[rows.Length / width];
            for (var row = 0; row < verdicts.Length; row++)
            {
                var norm = 0f;
                foreach (var value in rows.Span.Slice(row * width, width)) norm += value * value;
                verdicts[row] = new VectorVerdict(
                    MathF.Sqrt(norm), norm > 50 ? "anomalous" : "normal", "origin", MathF.Sqrt(norm));
            }

            return verdicts;
        }

        public void WriteWeights(Stream stream) => stream.WriteByte((byte)width);

        public void Dispose()
        {
        }
    }
}
