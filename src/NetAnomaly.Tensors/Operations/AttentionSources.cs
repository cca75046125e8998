using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Where queries, keys and values lie: in three tensors, or side by side in one.</summary>
internal readonly record struct AttentionSources(Tensor First, Tensor? Second, Tensor? Third)
{
    /// <summary>Number of tensors: 3 or 1.</summary>
    public int Count => Second is null ? 1 : 3;

    /// <summary>One of them.</summary>
    public Tensor this[int source] => (source == 0 ? First : source == 1 ? Second : Third) ?? First;

    /// <summary>How far rows lie apart.</summary>
    public int RowWidth(AttentionShape s) => Second is null ? 3 * s.Width : s.Width;

    /// <summary>The tensor of queries (0), keys (1) or values (2).</summary>
    public int SourceOf(int part) => Second is null ? 0 : part;

    /// <summary>Queries, keys or values from the first on.</summary>
    public ReadOnlySpan<float> Values(int part, AttentionShape s) => From(part, s, this[SourceOf(part)].Floats);

    /// <summary>The place of queries, keys or values in memory laid out as their tensor.</summary>
    public Span<float> From(int part, AttentionShape s, Span<float> memory) =>
        Second is null ? memory[Math.Min(part * s.Width, memory.Length)..] : memory;

    /// <summary>The same, kept for the backward pass.</summary>
    public AttentionSources SavedBy(Node node) =>
        new(node.Save(First), Second is null ? null : node.Save(Second), Third is null ? null : node.Save(Third));
}
