using NetAnomaly.Core.Detection;
using NetAnomaly.Models.LanguageModels;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Engines;

/// <summary>What the engines have in common: training and loading networks, on the tensors that this assembly is compiled on.</summary>
internal static class NetworkEngine
{
    /// <summary>Trains a detector; see <see cref="IDetectorProvider.Train"/>.</summary>
    public static TrainedDetector Train(TrainingJob job, INetworkDevice device, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var vocabulary = VocabularyFitting.Fit(job.Corpus, job.Spec.Schemes, job.Split.Fit);
        var sizes = WordNetworks.Sizes(job.Spec, vocabulary);
        var network = WordNetworks.Create(job.Spec, sizes);
        try
        {
            network.MoveTo(device);
            var trainer = new LanguageModelTrainer(job, vocabulary, network, sizes);
            var (history, best) = trainer.Run(progress, cancellation);
            var detector = new LanguageModelDetector(job.Spec, vocabulary, network, sizes);
            var scores = detector.Score(trainer.Held, cancellation)
                .Select(surprisals => Aggregation.Score(surprisals, sizes.Length, job.Spec.Aggregate))
                .ToArray();
            return new TrainedDetector(detector, scores, history, best);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Restores a detector; see <see cref="IDetectorProvider.Load"/>.</summary>
    public static IDetector Load(ModelSpec spec, Vocabulary vocabulary, Stream? weights, INetworkDevice device)
    {
        if (weights is null) throw new InvalidDataException("it has no weights.safetensors, which a network needs");
        var sizes = WordNetworks.Sizes(spec, vocabulary);
        var network = WordNetworks.Create(spec, sizes);
        try
        {
            WeightReader.Read(network, weights);
            network.MoveTo(device);
            return new LanguageModelDetector(spec, vocabulary, network, sizes);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
