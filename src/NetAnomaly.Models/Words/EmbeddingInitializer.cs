using System.Diagnostics;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Core.WordVectors;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Words;

/// <summary>Lets a network's embeddings begin as word vectors of the conversations that it will be fitted on.</summary>
internal static class EmbeddingInitializer
{
    /// <summary>Trains the vectors, one table per factor, and sets the embeddings.</summary>
    /// <returns>How long it took.</returns>
    public static TimeSpan Set(
        WordNetwork network, TrainingJob job, Vocabulary vocabulary, int[] sizes, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var width = job.Spec.OptionsOf<WordNetworkOptions>().EmbeddingSize;
        for (var factor = 0; factor < sizes.Length; factor++)
        {
            var options = new WordVectorOptions { Width = width, Words = sizes[factor], Seed = job.Spec.Seed };
            WordEmbeddings.Write(
                network, factor,
                WordVectorTrainer.Train(job.Corpus, vocabulary, factor, job.Split.Fit, options, cancellation).Vectors);
        }

        return Stopwatch.GetElapsedTime(began);
    }
}
