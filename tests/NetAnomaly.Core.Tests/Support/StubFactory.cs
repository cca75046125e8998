using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>
/// An engine for <see cref="ModelArchitecture.Clstm"/> that learns nothing: weights are bytes, scores their first.
/// </summary>
internal sealed class StubFactory : IDetectorFactory
{
    public byte[] Weights { get; init; } = [3, 1, 4, 1, 5];

    public double[] ValidationScores { get; init; } = [1, 2, 3];

    /// <summary>Thrown by the detector halfway through writing its weights.</summary>
    public Exception? WriteFault { get; init; }

    /// <summary>How many detectors were restored from files.</summary>
    public int Loads { get; private set; }

    public string Engine => "Stub";

    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.Clstm;

    public TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation) => new(
        new Detector(VocabularyFitting.Fit(job.Corpus, job.Spec.Schemes, job.Split.Fit), Weights, WriteFault),
        CalibrationSet.OfAll(ValidationScores[..Math.Min(ValidationScores.Length, job.Corpus.Count)]),
        [
            new TrainingEpoch(1, 2, double.NaN, double.NaN, TimeSpan.FromSeconds(1)),
            new TrainingEpoch(2, 1.5, 1.75, 0.5, TimeSpan.FromSeconds(2)),
        ],
        2);

    public IDetector Load(ModelSpec spec, DetectorState state, Stream? weights)
    {
        Loads++;
        if (weights is null) throw new InvalidDataException("its weights are missing");
        using var bytes = new MemoryStream();
        weights.CopyTo(bytes);
        return new Detector(state.Words(), bytes.ToArray(), null);
    }

    private sealed class Detector(
        Vocabulary vocabulary, byte[] weights, Exception? writeFault) : TokenDetector(vocabulary)
    {
        public override bool HasWeights => true;

        public override IReadOnlyList<float[]> Score(
            IReadOnlyList<int[]> conversations, CancellationToken cancellation) =>
            [.. conversations.Select(ids => ids.Select(id => (float)(id * weights[0])).ToArray())];

        public override void WriteWeights(Stream stream)
        {
            stream.Write(weights.AsSpan(0, weights.Length / 2));
            if (writeFault is not null) throw writeFault;
            stream.Write(weights.AsSpan(weights.Length / 2));
        }
    }
}
