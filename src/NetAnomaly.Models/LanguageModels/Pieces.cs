namespace NetAnomaly.Models.LanguageModels;

/// <summary>
/// Cuts long conversations into pieces that fit a batch. A piece is stored with the words before its first one in front (padding before the
/// beginning).
/// </summary>
internal static class Pieces
{
    /// <summary>Words in one piece at most. A longer context than this has nothing to say about a flow.</summary>
    public const int MaxLength = 128;

    /// <summary>The pieces of a conversation of position-major ids, in order.</summary>
    public static IEnumerable<int[]> Cut(int[] ids, PieceShape shape)
    {
        var (step, lead) = (shape.MaxLength * shape.Factors, shape.Context * shape.Factors);
        for (var start = 0; start < ids.Length; start += step)
        {
            var length = Math.Min(step, ids.Length - start);
            var known = Math.Min(lead, start);
            var piece = new int[lead + length];
            Array.Copy(ids, start - known, piece, lead - known, known + length);
            yield return piece;
        }
    }
}
