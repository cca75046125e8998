using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// Cuts long conversations into pieces that fit a batch. A piece is stored with the words before its first one in front
/// (padding before the beginning).
/// </summary>
internal static class Chunks
{
    /// <summary>Words in one piece at most. A longer context than this has nothing to say about a flow.</summary>
    public const int MaxLength = 128;

    /// <summary>The pieces of many conversations, given as ids of the vocabulary, position-major.</summary>
    /// <param name="conversations">The conversations.</param>
    /// <param name="sizes">Ids per factor that the network knows.</param>
    /// <param name="shape">How they are cut.</param>
    public static int[][][] Cut(IReadOnlyList<int[]> conversations, int[] sizes, ChunkShape shape)
    {
        var pieces = new int[conversations.Count][][];
        Parallel.For(0, pieces.Length, i => pieces[i] = [.. Cut(ToNetwork(conversations[i], sizes), shape)]);
        return pieces;
    }

    /// <summary>Ids of the vocabulary as the network knows them: those beyond its size are unknown.</summary>
    public static int[] ToNetwork(int[] ids, int[] sizes)
    {
        var mapped = new int[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            mapped[i] = ids[i] < sizes[i % sizes.Length] ? ids[i] : FactorVocabulary.UnknownId;
        return mapped;
    }

    /// <summary>The pieces of a conversation of position-major ids, in order.</summary>
    public static IEnumerable<int[]> Cut(int[] ids, ChunkShape shape)
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
