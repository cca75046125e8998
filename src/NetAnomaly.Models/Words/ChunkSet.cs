using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Words;

/// <summary>The pieces of some conversations and how much each of their words weighs.</summary>
/// <param name="Pieces">The pieces; each once, unless their shape asks for repeats.</param>
/// <param name="Weights">For each piece the weights of its words to predict: [position × factors + factor].</param>
/// <param name="Shape">How they were cut.</param>
internal sealed record ChunkSet(int[][] Pieces, float[][] Weights, ChunkShape Shape)
{
    /// <summary>The mean weight of a word, per factor.</summary>
    public double[] MeanWeights()
    {
        var sums = new double[Shape.Factors];
        long words = 0;
        foreach (var own in Weights)
        {
            for (var i = 0; i < own.Length; i++) sums[i % sums.Length] += own[i];
            words += own.Length / sums.Length;
        }

        return [.. sums.Select(sum => sum / words)];
    }

    /// <summary>Cuts and weighs the pieces of some conversations of a corpus.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="conversations">Which of its conversations.</param>
    /// <param name="ids">From a conversation to its ids as the network knows them.</param>
    /// <param name="shape">How to cut.</param>
    /// <param name="countBy">What counts as one use of a word.</param>
    public static ChunkSet Of(
        ConversationTable corpus, IReadOnlyList<int> conversations, Func<int, int[]> ids, ChunkShape shape,
        TokenCounting countBy)
    {
        var weigh = HostWeights.Of(corpus, conversations, ids, countBy);
        var pieces = new List<int[]>();
        var weights = new List<float[]>();
        var known = new Dictionary<int[], int>(IntSequenceComparer.Instance);
        foreach (var conversation in conversations)
        {
            var words = ids(conversation);
            var at = 0;
            foreach (var piece in Networks.Chunks.Cut(words, shape))
            {
                var count = shape.Words(piece) * shape.Factors;
                if (shape.Repeats || !known.TryGetValue(piece, out var index))
                {
                    index = pieces.Count;
                    pieces.Add(piece);
                    weights.Add(new float[count]);
                    if (!shape.Repeats) known.Add(piece, index);
                }

                var own = weights[index];
                for (var i = 0; i < count; i++, at++)
                    own[i] += weigh?.Of(words[at], at % shape.Factors, conversation, at / shape.Factors) ?? 1;
            }
        }

        return new ChunkSet([.. pieces], [.. weights], shape);
    }
}
