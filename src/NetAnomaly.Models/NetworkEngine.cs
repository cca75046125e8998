using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Engines;
using NetAnomaly.Internal;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;
using NetAnomaly.Models.Words;
namespace NetAnomaly.Models;

/// <summary>
/// What the engines have in common: training and loading networks, on the tensors that this assembly is compiled on.
/// </summary>
internal static class NetworkEngine
{
    /// <summary>Trains a detector; see <see cref="IDetectorFactory.Train"/>.</summary>
    /// <exception cref="TrainingException">Training diverged, its checkpoint cannot be used, or a class is
    /// missing.</exception>
    /// <exception cref="EngineException">Memory ran out, however little was done at once.</exception>
    public static TrainedDetector Train(
        TrainingJob job, IDevice device, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        MemoryFault.Translate(device, () => TrainNew(job, device, progress, cancellation));

    /// <summary>Restores a detector; see <see cref="IDetectorFactory.Load"/>.</summary>
    /// <exception cref="EngineException">Memory ran out.</exception>
    public static IDetector Load(ModelSpec spec, DetectorState state, Stream? weights, IDevice device) =>
        MemoryFault.Translate(device, () => Restore(spec, state, weights, device));

    private static TrainedDetector TrainNew(
        TrainingJob job, IDevice device, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var labels = LabelledDataset.Of(job.Corpus, job.Spec, job.Options);
        if (labels is not null) job = job with { Split = NeededKinds(job, labels) };
        var vocabulary = job.Origin?.State.Words()
            ?? VocabularyFitting.Fit(job.Corpus, job.Spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(job.Spec, vocabulary);
        var network = Create(job.Spec, sizes, labels?.Classes.Count ?? 0);
        try
        {
            if (job.Origin is not null) Start(network, job.Origin);
            else if (job.Spec.OptionsOf<WordNetworkOptions>().WordVectors && !GoesOn(job.Options))
            {
                job = job with { Spent = EmbeddingInitializer.Set(network, job, vocabulary, sizes, cancellation) };
            }

            network.MoveTo(device);
            return labels is not null && job.Spec.Learning == LearningMode.Supervised
                ? ClassifierTraining.Train(job, labels, vocabulary, network, sizes, progress, cancellation)
                : LanguageModelTraining.Train(job, labels, vocabulary, network, sizes, progress, cancellation);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static IDetector Restore(ModelSpec spec, DetectorState state, Stream? weights, IDevice device)
    {
        if (weights is null) throw new InvalidDataException("it has no weights.safetensors, which a network needs");
        var vocabulary = state.Words();
        var sizes = WordNetworks.Sizes(spec, vocabulary);
        if (spec.Learning == LearningMode.Supervised && state.Classes.Count < 2)
            throw new InvalidDataException("it names fewer than two classes, which a classifier needs");
        var network = Create(spec, sizes, state.Classes.Count);
        try
        {
            WeightReader.Read(network, weights);
            network.MoveTo(device);
            return spec.Learning == LearningMode.Supervised
                ? new ClassifierDetector(spec, vocabulary, state.Classes, network, sizes)
                : new LanguageModelDetector(spec, vocabulary, network, sizes);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static WordNetwork Create(ModelSpec spec, int[] sizes, int classes) =>
        spec.Learning == LearningMode.Supervised
            ? WordNetworks.CreateClassifier(spec, sizes, classes)
            : WordNetworks.Create(spec, sizes);

    // Then all weights come from the checkpoint.
    private static bool GoesOn(TrainingOptions options) =>
        options is { Resume: true, CheckpointPath: { } path } && File.Exists(path);

    private static void Start(WordNetwork network, IDetector origin)
    {
        using var weights = new MemoryStream();
        origin.WriteWeights(weights);
        weights.Position = 0;
        WeightReader.Start(network, weights, WordNetworks.IsHead);
    }

    // A classifier needs both kinds; a language model that uses labels fits normal conversations only.
    private static TrainingSplit NeededKinds(TrainingJob job, LabelledDataset labels)
    {
        var normal = Enumerable.Range(0, job.Corpus.Count).Where(conversation => !labels.IsAnomalous(conversation))
            .ToHashSet();
        if (normal.Count == 0)
            throw Missing(
                "every one",
                "Give conversations of normal traffic too, or name the labels that mean an attack (-AnomalousLabel).");
        if (job.Spec.Learning == LearningMode.SemiSupervised)
        {
            int[] fit = [.. job.Split.Fit.Where(normal.Contains)], held =
            [
                .. job.Split.Validation.Where(normal.Contains),
            ];
            return job.Split with { Fit = fit.Length > 0 ? fit : held, Validation = held.Length > 0 ? held : fit };
        }

        if (normal.Count == job.Corpus.Count)
            throw Missing(
                "none",
                "Name the labels that mean an attack (-AnomalousLabel), give labelled attacks too, or learn without "
                    + "(-Learning Unsupervised).");
        return job.Split;

        TrainingException Missing(string share, string remedy) => new(
            $"Of the {CountedText.Of(job.Corpus.Count, "conversation|conversations")} {share} holds a flow with an "
                + $"anomalous label: {job.Spec.Learning} learning has nothing to tell apart.", remedy);
    }
}
