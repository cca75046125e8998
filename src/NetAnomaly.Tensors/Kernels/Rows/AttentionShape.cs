namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Sizes of one multi-head attention; queries (L, B, E), keys and values (S, B, E), E split over the heads.
/// </summary>
/// <param name="Queries">L.</param>
/// <param name="Keys">S.</param>
/// <param name="Batch">B.</param>
/// <param name="Width">E, a multiple of the heads.</param>
/// <param name="Heads">Heads.</param>
internal readonly record struct AttentionShape(int Queries, int Keys, int Batch, int Width, int Heads)
{
    /// <summary>Features per head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>Weights of one head for one sequence.</summary>
    public int Block => Queries * Keys;

    /// <summary>Heads of all sequences.</summary>
    public int AllHeads => Batch * Heads;

    /// <summary>Elements that a part of <paramref name="times"/> steps spans in a tensor with that row width.</summary>
    public long Span(int times, int rowWidth) =>
        times == 0 || Batch == 0 ? 0 : ((((long)times * Batch) - 1) * rowWidth) + Width;
}
