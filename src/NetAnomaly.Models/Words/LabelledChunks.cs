using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Words;

/// <summary>
/// The pieces of labelled conversations and how much each of their words speaks for each class: what is alike but for
/// its labels is one piece.
/// </summary>
/// <param name="Pieces">The pieces; each once, unless their shape asks for repeats.</param>
/// <param name="Weights">For each piece: [position × classes + class].</param>
/// <param name="Shape">How they were cut.</param>
/// <param name="Classes">Classes.</param>
internal sealed record LabelledChunks(int[][] Pieces, float[][] Weights, ChunkShape Shape, int Classes)
{
    /// <summary>The summed weight of each class.</summary>
    public double[] Totals()
    {
        var totals = new double[Classes];
        foreach (var own in Weights)
        {
            for (var i = 0; i < own.Length; i++) totals[i % Classes] += own[i];
        }

        return totals;
    }

    /// <summary>The same pieces, each class weighing so much more or less.</summary>
    public LabelledChunks Times(IReadOnlyList<double> classWeights) =>
        this with
        {
            Weights =
            [
                .. Weights.Select(
                    own => own.Select((weight, at) => (float)(weight * classWeights[at % Classes])).ToArray()),
            ],
        };

    /// <summary>
    /// The weights of some pieces, padded to a length: [(row × length + position) × classes + class].
    /// </summary>
    public float[] Padded(IReadOnlyList<int> members, int length)
    {
        var padded = new float[members.Count * length * Classes];
        for (var row = 0; row < members.Count; row++) Weights[members[row]].CopyTo(padded, row * length * Classes);
        return padded;
    }

    /// <summary>
    /// Cuts and weighs conversations. Where every position of a piece is told apart, a flow has the class of its label,
    /// and those of long conversations weigh less, so that one of n flows weighs √n in all; where the network sees a
    /// window, the window has the class of the attack that most of its flows belong to, normal where there is none, and
    /// each weighs one.
    /// </summary>
    /// <param name="labels">The classes of the corpus.</param>
    /// <param name="conversations">Which of its conversations.</param>
    /// <param name="ids">From a conversation to its ids as the network knows them.</param>
    /// <param name="shape">How to cut.</param>
    public static LabelledChunks Of(
        LabelledDataset labels, IReadOnlyList<int> conversations, Func<int, int[]> ids, ChunkShape shape)
    {
        var classes = labels.Classes.Count;
        var pieces = new List<int[]>();
        var weights = new List<float[]>();
        var known = new Dictionary<int[], int>(IntSequenceComparer.Instance);
        foreach (var conversation in conversations)
        {
            var truths = labels.Of(conversation);
            if (shape.Context > 0) truths = OfWindows(truths, shape.Context + 1, classes);
            var weight = shape.Repeats ? 1 : 1 / MathF.Sqrt(truths.Length);
            var at = 0;
            foreach (var piece in Networks.Chunks.Cut(ids(conversation), shape))
            {
                if (shape.Repeats || !known.TryGetValue(piece, out var index))
                {
                    index = pieces.Count;
                    pieces.Add(piece);
                    weights.Add(new float[shape.Words(piece) * classes]);
                    if (!shape.Repeats) known.Add(piece, index);
                }

                var own = weights[index];
                for (var start = 0; start < own.Length; start += classes) own[start + truths[at++]] += weight;
            }
        }

        return new LabelledChunks([.. pieces], [.. weights], shape, classes);
    }

    // Of the attacks in the window that ends with each flow the most frequent one; the first by number where several
    // are.
    private static int[] OfWindows(int[] truths, int window, int classes)
    {
        var counts = new int[classes];
        var most = new int[truths.Length];
        for (var end = 0; end < truths.Length; end++)
        {
            counts[truths[end]]++;
            if (end >= window) counts[truths[end - window]]--;
            for (var one = 1; one < classes; one++)
            {
                if (counts[one] > (most[end] == 0 ? 0 : counts[most[end]])) most[end] = one;
            }
        }

        return most;
    }
}
