using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Features;
using NetAnomaly.Internal;
namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Makes detectors that see features of flows: fits the features on the conversations to fit, lets a provider of vector
/// detectors learn their vectors, and calibrates on those kept.
/// </summary>
internal sealed class VectorFactory(IVectorDetectorFactory inner) : IDetectorFactory
{
    /// <summary>
    /// Flows that are learned from at most; of more, a seeded draw: of flows, or of conversations where flows are seen
    /// with those before them.
    /// </summary>
    public const int MostFlows = 500_000;

    /// <inheritdoc/>
    public string Engine => inner.Engine;

    /// <inheritdoc/>
    public string Device => inner.Device;

    /// <inheritdoc/>
    public EnginePrecision Precision => inner.Precision;

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => inner.Supports(architecture);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The corpus was gathered without features.</exception>
    /// <exception cref="TrainingException">No normal flow is left to learn from, learning is supervised and no label
    /// means an attack, or training diverged.</exception>
    public TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (spec, corpus, split, options) = job;
        var table = corpus.Features
            ?? throw new InvalidOperationException("The conversations were gathered without features of their flows.");
        var labelled = LabelledFlows.Of(corpus, spec, options);
        var inContext = inner.SeesEarlierFlows(spec);
        var rows = new TrainingRows(corpus, labelled, inContext, MostFlows, spec.Seed);
        var normalOnly = spec.Learning == LearningMode.SemiSupervised;
        var (fit, kept) = (rows.Of(split.Fit, normalOnly), split.Validation);
        if (normalOnly && (fit.Length == 0 || kept.All(labelled.IsAnomalous)))
        {
            // All that is normal lies on one side: it is both fitted and kept, beside all attacks.
            if (fit.Length == 0) fit = rows.Of(split.Validation, normalOnly);
            kept = [.. Enumerable.Range(0, corpus.Count)];
        }

        if (!Array.Exists(fit, labelled.IsNormal))
        {
            var which = normalOnly
                ? CountedText.Of(corpus.Count, "conversation|conversations")
                : CountedText.Of(split.Fit.Count, "conversation|conversations to fit");
            var lack = inContext && normalOnly
                ? corpus.Count == 1 ? "begins with an attack" : "all begin with an attack"
                : CountedText.Form(normalOnly ? corpus.Count : split.Fit.Count, "holds|hold no normal flow");
            throw new TrainingException(
                $"The {which} {lack}: there is nothing to learn the normal from.",
                "Give conversations of normal traffic too, or name the labels that mean an attack (-AnomalousLabel).");
        }

        if (spec.Learning == LearningMode.Supervised && !Enumerable.Range(0, corpus.Count).Any(labelled.IsAnomalous))
        {
            throw new TrainingException(
                $"Of the {CountedText.Of(corpus.Count, "conversation|conversations")} none holds a flow with an "
                    + $"anomalous label: Supervised learning has nothing to tell apart.",
                "Name the labels that mean an attack (-AnomalousLabel), give labelled attacks too, or learn without "
                    + "(-Learning Unsupervised).");
        }

        var map = FeatureMap.Fit(table, fit);
        var held = rows.Of(kept, normalOnly: false);
        var trained = inner.Train(
            new VectorJob(spec, labelled.Vectors(map, fit, inContext), labelled.Vectors(map, held, inContext), options),
            progress, cancellation);
        try
        {
            var detector = new VectorDetector(map, trained.Detector, labelled.Classes);
            var scores = new ValidationScores(corpus, map, labelled, trained.Detector, spec).Of(kept, cancellation);
            return new TrainedDetector(detector, scores.Normal, trained.History, trained.BestEpoch)
            {
                Threshold = scores.Threshold,
            };
        }
        catch
        {
            trained.Detector.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IDetector Load(ModelSpec spec, DetectorState state, Stream? weights)
    {
        if (weights is null) throw new InvalidDataException("it has no weights.safetensors, which this model needs");
        var map = FeatureMap.Restore(
            state.Features ?? throw new InvalidDataException("it has no features, which this model needs"));
        return new VectorDetector(map, inner.Load(spec, map.Width, weights), state.Classes);
    }
}
