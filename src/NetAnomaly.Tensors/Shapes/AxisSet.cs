namespace NetAnomaly.Tensors.Kernels;

/// <summary>Some of the axes of a tensor.</summary>
internal readonly record struct AxisSet
{
    private const int MostAxes = 64;

    private readonly ulong _bits;

    private AxisSet(ulong bits) => _bits = bits;

    /// <summary>Whether an axis belongs to the set.</summary>
    public bool this[int axis] => (_bits >> axis & 1) != 0;

    /// <summary>The axes that a reduction names; none named means all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static AxisSet Of(ReadOnlySpan<long> axes, int rank)
    {
        if (rank > MostAxes)
            throw new NotSupportedException($"A tensor with {rank} axes has more than {MostAxes}.");
        if (axes.IsEmpty)
            return new AxisSet(ulong.MaxValue);
        ulong bits = 0;
        foreach (var axis in axes)
            bits |= 1UL << Shape.Axis(axis, rank);
        return new AxisSet(bits);
    }
}
