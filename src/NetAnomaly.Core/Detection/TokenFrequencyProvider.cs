namespace NetAnomaly.Core.Detection;

/// <summary>Makes <see cref="TokenFrequencyDetector"/>s; needs no engine.</summary>
public sealed class TokenFrequencyProvider : IDetectorProvider
{
    /// <inheritdoc/>
    public string Engine => "Core";

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.TokenFrequency;

    /// <inheritdoc/>
    /// <remarks>
    /// The held conversations are scored by a model of the others, for calibration; the counts that are kept are of all conversations.
    /// </remarks>
    public TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (spec, corpus, split, _) = job;
        var fitted = VocabularyFitting.Fit(corpus, spec.Schemes, split.Fit);
        var map = VocabularyFitting.Map(corpus, fitted);
        using var partial = new TokenFrequencyDetector(fitted, spec.CountBy);
        var held = split.Held.Select(conversation => VocabularyFitting.Encode(corpus, map, conversation)).ToArray();
        var scores = partial.Score(held, cancellation).Select(surprisals => Aggregation.Score(surprisals, corpus.Factors, spec.Aggregate)).ToArray();
        var loss = scores.Length == 0 ? 0 : scores.Average();
        progress?.Report(new TrainingProgress(1, 1, 0.5, loss, null));

        cancellation.ThrowIfCancellationRequested();
        var all = VocabularyFitting.Fit(corpus, spec.Schemes, [.. Enumerable.Range(0, corpus.Count)]);
        progress?.Report(new TrainingProgress(1, 1, 1, loss, TimeSpan.Zero));
        return new TrainedDetector(new TokenFrequencyDetector(all, spec.CountBy), scores, [], 0);
    }

    /// <inheritdoc/>
    public IDetector Load(ModelSpec spec, Vocabulary vocabulary, Stream? weights) => new TokenFrequencyDetector(vocabulary, spec.CountBy);
}
