namespace NetAnomaly.Models.LanguageModels;

/// <summary>
/// Cuts long conversations into pieces that fit a batch. A piece is stored with the word before its first one in front (padding at the
/// beginning), so that position t is what the network sees when it predicts position t + 1.
/// </summary>
internal static class Pieces
{
    /// <summary>Words in one piece at most. A longer context than this has nothing to say about a flow.</summary>
    public const int MaxLength = 128;

    /// <summary>The pieces of a conversation of position-major ids; each has one leading word more than it has words to predict.</summary>
    public static IEnumerable<int[]> Cut(int[] ids, int factors)
    {
        for (var start = 0; start < ids.Length; start += MaxLength * factors)
        {
            var length = Math.Min(MaxLength * factors, ids.Length - start);
            var piece = new int[length + factors];
            Array.Copy(ids, start, piece, factors, length);
            if (start > 0) Array.Copy(ids, start - factors, piece, 0, factors);
            yield return piece;
        }
    }
}
