namespace NetAnomaly.Core.Tokens;

/// <summary>Equality of conversations as ids: most of a day are repeats, and one score serves them all.</summary>
internal sealed class IntSequenceComparer : IEqualityComparer<int[]>
{
    private IntSequenceComparer()
    {
    }

    /// <summary>The comparer.</summary>
    public static IntSequenceComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(int[]? x, int[]? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.AsSpan().SequenceEqual(y));

    /// <inheritdoc/>
    public int GetHashCode(int[] obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(obj.AsSpan()));
        return hash.ToHashCode();
    }
}
