using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
namespace NetAnomaly.Core.Detectors.Frequency;

/// <summary>Makes <see cref="TokenFrequencyDetector"/>s; needs no engine.</summary>
internal sealed class TokenFrequencyFactory : IDetectorFactory
{
    /// <inheritdoc/>
    public string Engine => IDetectorFactory.NoEngine;

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.TokenFrequency;

    /// <inheritdoc/>
    /// <remarks>
    /// All conversations are counted. Each calibrates as if it had not been: its own words are taken from the counts
    /// that score it (leave one out), which needs no second model and keeps no conversation from either purpose.
    /// </remarks>
    public TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (spec, corpus, _, _) = job;
        var countBy = spec.OptionsOf<FrequencyOptions>().CountBy;
        cancellation.ThrowIfCancellationRequested();
        var vocabulary = VocabularyFitting.Fit(corpus, spec.Schemes, [.. Enumerable.Range(0, corpus.Count)]);
        progress?.Report(new TrainingProgress(1, 1, 0.5, double.NaN, null));
        var scores = new LeaveOneOutScores(corpus, vocabulary, countBy).Scores(spec, cancellation);
        progress?.Report(new TrainingProgress(1, 1, 1, scores.Average(), TimeSpan.Zero));
        return new TrainedDetector(
            new TokenFrequencyDetector(vocabulary, countBy), CalibrationSet.OfAll(scores), [], 0);
    }

    /// <inheritdoc/>
    public IDetector Load(ModelSpec spec, DetectorState state, Stream? weights) =>
        new TokenFrequencyDetector(state.Words(), spec.OptionsOf<FrequencyOptions>().CountBy);
}
