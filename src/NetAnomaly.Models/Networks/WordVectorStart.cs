using NetAnomaly.Core.Detection;
using NetAnomaly.Core.WordVectors;

namespace NetAnomaly.Models.Networks;

/// <summary>Lets a network's embeddings begin as word vectors of the conversations that it will be fitted on.</summary>
internal static class WordVectorStart
{
    /// <summary>Trains the vectors, one table per factor, and sets the embeddings.</summary>
    public static void Set(WordNetwork network, TrainingJob job, Vocabulary vocabulary, int[] sizes, CancellationToken cancellation)
    {
        for (var factor = 0; factor < sizes.Length; factor++)
        {
            var options = new WordVectorOptions { Width = job.Spec.EmbeddingSize, Words = sizes[factor], Seed = job.Spec.Seed };
            WordEmbeddings.Write(network, factor, WordVectorTrainer.Train(job.Corpus, vocabulary, factor, job.Split.Fit, options, cancellation).Vectors);
        }
    }
}
