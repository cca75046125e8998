namespace NetAnomaly.Models.LanguageModels;

/// <summary>Pieces of about one length, padded to the longest: what the network takes at once.</summary>
/// <param name="Pieces">The pieces, each with its leading word.</param>
/// <param name="Length">Words to predict in the longest.</param>
/// <param name="Factors">Factors per word.</param>
internal sealed record WordBatch(IReadOnlyList<int[]> Pieces, int Length, int Factors)
{
    /// <summary>Groups pieces so that none is padded much and no batch holds more words than it may.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="factors">Factors per word.</param>
    /// <param name="words">Words in a batch at most, padding included; a single piece may exceed it.</param>
    /// <returns>Batches of indices into <paramref name="pieces"/>, shortest pieces first.</returns>
    public static IEnumerable<int[]> Group(IReadOnlyList<int[]> pieces, int factors, int words)
    {
        var byLength = Enumerable.Range(0, pieces.Count).OrderBy(index => pieces[index].Length).ToArray();
        for (var start = 0; start < byLength.Length;)
        {
            var end = start + 1;
            var shortest = pieces[byLength[start]].Length;
            while (end < byLength.Length)
            {
                var length = pieces[byLength[end]].Length;
                if ((end - start + 1) * (length / factors) > words || length > Math.Max(shortest * 1.25, shortest + (2 * factors))) break;
                end++;
            }

            yield return byLength[start..end];
            start = end;
        }
    }

    /// <summary>A batch of some pieces.</summary>
    public static WordBatch Of(IReadOnlyList<int[]> pieces, int factors) =>
        new(pieces, (pieces.Max(piece => piece.Length) / factors) - 1, factors);

    /// <summary>What the network sees, (pieces, length, factors): each position holds the word before the one to predict.</summary>
    public Tensor Inputs() => Ids(shift: 0);

    /// <summary>What it shall predict, (pieces, length, factors); padding where a piece has ended.</summary>
    public Tensor Targets() => Ids(shift: 1);

    private Tensor Ids(int shift)
    {
        var ids = new long[Pieces.Count * Length * Factors];
        for (var row = 0; row < Pieces.Count; row++)
        {
            var piece = Pieces[row];
            var to = ids.AsSpan(row * Length * Factors, Length * Factors);
            var words = Math.Min(piece.Length - Factors, to.Length);
            for (var i = 0; i < words; i++) to[i] = piece[i + (shift * Factors)];
        }

        return tensor(ids, [Pieces.Count, Length, Factors]);
    }
}
