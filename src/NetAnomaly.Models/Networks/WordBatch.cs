using NetAnomaly.Core.Detection;

namespace NetAnomaly.Models.Networks;

/// <summary>Pieces of about one length, padded to the longest: what the network takes at once.</summary>
/// <param name="Pieces">The pieces, each with its leading words.</param>
/// <param name="Length">Words to predict in the longest.</param>
/// <param name="Shape">How they were cut.</param>
internal sealed record WordBatch(IReadOnlyList<int[]> Pieces, int Length, ChunkShape Shape)
{
    /// <summary>Groups pieces so that none is padded much and no batch holds more words than it may.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="shape">How they were cut.</param>
    /// <param name="words">Words to predict in a batch at most, padding included; a single piece may exceed it.</param>
    /// <returns>Batches of indices into <paramref name="pieces"/>, shortest pieces first.</returns>
    public static IEnumerable<int[]> Group(IReadOnlyList<int[]> pieces, ChunkShape shape, int words) =>
        Group(pieces, shape, words, Enumerable.Range(0, pieces.Count));

    /// <summary>As above; pieces of one length keep the order given.</summary>
    public static IEnumerable<int[]> Group(
        IReadOnlyList<int[]> pieces, ChunkShape shape, int words, IEnumerable<int> order)
    {
        var byLength = order.OrderBy(index => pieces[index].Length).ToArray();
        for (var start = 0; start < byLength.Length;)
        {
            var end = start + 1;
            var shortest = shape.Words(pieces[byLength[start]]);
            while (end < byLength.Length)
            {
                var length = shape.Words(pieces[byLength[end]]);
                if ((end - start + 1) * length > words || length > Math.Max(shortest * 1.25, shortest + 2)) break;
                end++;
            }

            yield return byLength[start..end];
            start = end;
        }
    }

    /// <summary>
    /// Conversations to gather until a batch of so many words is likely full, with those of other lengths that go in
    /// batches of their own.
    /// </summary>
    public static int Conversations(int words)
    {
        const int WordsOfOne = 32;
        return Math.Max(IDetector.UsualBatch, words / WordsOfOne);
    }

    /// <summary>A batch of some pieces.</summary>
    public static WordBatch Of(IReadOnlyList<int[]> pieces, ChunkShape shape) =>
        new(pieces, pieces.Max(shape.Words), shape);

    /// <summary>
    /// The word before each one to predict, (pieces, length, factors); padding where a piece has ended.
    /// </summary>
    public Tensor Before() => Ids(Length, (words, position) => position < words ? position + Shape.Context - 1 : -1);

    /// <summary>The words to predict, (pieces, length, factors); padding where a piece has ended.</summary>
    public Tensor Targets() => Ids(Length, (words, position) => position < words ? position + Shape.Context : -1);

    /// <summary>The words before the first one to predict, (pieces, context, factors).</summary>
    public Tensor Contexts() => Ids(Shape.Context, (_, position) => position);

    /// <summary>The words before the first one to predict and that one, (pieces, context + 1, factors).</summary>
    public Tensor Windows() => Ids(Shape.Context + 1, (_, position) => position);

    /// <summary>
    /// The words to predict from the last one to the first, (pieces, length, factors); padding behind them.
    /// <see cref="Mirror"/> names their rows.
    /// </summary>
    public Tensor TargetsMirrored() =>
        Ids(Length, (words, position) => position < words ? words + Shape.Context - 1 - position : -1);

    /// <summary>
    /// The word behind each one to predict, the last one's first, (pieces, length, factors); padding behind the last
    /// one and where a piece has ended. What belongs to a word to predict stands here at the row that
    /// <see cref="Mirror"/> names.
    /// </summary>
    public Tensor BehindMirrored() =>
        Ids(Length, (words, position) => position == 0 || position >= words ? -1 : words + Shape.Context - position);

    /// <summary>
    /// Where each word to predict stands when its piece is read from its end: (pieces × length) rows.
    /// </summary>
    public Tensor Mirror()
    {
        var rows = new long[Pieces.Count * Length];
        for (var row = 0; row < Pieces.Count; row++)
        {
            var words = Shape.Words(Pieces[row]);
            for (var position = 0; position < Length; position++)
                rows[(row * Length) + position] = (row * Length) + (position < words ? words - 1 - position : position);
        }

        return tensor(rows);
    }

    // Place gives, for a piece of so many words to predict and a position, which of the piece's words stands there; −1
    // for padding.
    private Tensor Ids(int length, Func<int, int, int> place)
    {
        const int FewestToShare = 16384;
        var factors = Shape.Factors;
        var ids = new long[Pieces.Count * length * factors];
        if (ids.Length >= FewestToShare) Parallel.For(0, Pieces.Count, Fill);
        else for (var row = 0; row < Pieces.Count; row++) Fill(row);
        return tensor(ids, [Pieces.Count, length, factors]);

        void Fill(int row)
        {
            var piece = Pieces[row];
            var words = Shape.Words(piece);
            for (var position = 0; position < length; position++)
            {
                var word = place(words, position);
                if (word < 0) continue;
                var to = ((row * length) + position) * factors;
                for (var factor = 0; factor < factors; factor++) ids[to + factor] = piece[(word * factors) + factor];
            }
        }
    }
}
