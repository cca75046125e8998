using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Classifiers;
using NetAnomaly.Models.LanguageModels;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Engines;

/// <summary>What the engines have in common: training and loading networks, on the tensors that this assembly is compiled on.</summary>
internal static class NetworkEngine
{
    /// <summary>Trains a detector; see <see cref="IDetectorProvider.Train"/>.</summary>
    public static TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var vocabulary = job.From?.State.Words() ?? VocabularyFitting.Fit(job.Corpus, job.Spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(job.Spec, vocabulary);
        var network = Create(job.Spec, sizes, job.Labels?.Names.Count ?? 0);
        try
        {
            if (job.From is not null) Start(network, job.From);
            return job.Spec.Learning == LearningMode.Supervised
                ? ClassifierTraining.Train(job, vocabulary, network, sizes, progress, cancellation)
                : LanguageModelTraining.Train(job, vocabulary, network, sizes, progress, cancellation);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Restores a detector; see <see cref="IDetectorProvider.Load"/>.</summary>
    public static IDetector Load(ModelSpec spec, DetectorState state, Stream? weights)
    {
        if (weights is null) throw new InvalidDataException("it has no weights.safetensors, which a network needs");
        var vocabulary = state.Words();
        var sizes = WordNetworks.Sizes(spec, vocabulary);
        if (spec.Learning == LearningMode.Supervised && state.Classes.Count < 2) throw new InvalidDataException("it names fewer than two classes, which a classifier needs");
        var network = Create(spec, sizes, state.Classes.Count);
        try
        {
            WeightReader.Read(network, weights);
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
        spec.Learning == LearningMode.Supervised ? WordNetworks.CreateClassifier(spec, sizes, classes) : WordNetworks.Create(spec, sizes);

    private static void Start(WordNetwork network, IDetector from)
    {
        using var weights = new MemoryStream();
        from.WriteWeights(weights);
        weights.Position = 0;
        WeightReader.Start(network, weights);
    }
}
