namespace NetAnomaly.Models.Networks;

/// <summary>How conversations are cut for a network.</summary>
/// <param name="Factors">Factors per word.</param>
/// <param name="Context">Words that a piece holds before its first word to predict.</param>
/// <param name="MaxLength">Words to predict in one piece at most.</param>
/// <param name="Repeats">Whether identical pieces are learned as often as they occur, rather than once with more
/// weight.</param>
internal sealed record ChunkShape(int Factors, int Context = 1, int MaxLength = Chunks.MaxLength, bool Repeats = false)
{
    /// <summary>Words to predict in a piece.</summary>
    public int Words(int[] piece) => (piece.Length / Factors) - Context;
}
