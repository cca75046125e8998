namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// The operations a kernel needs on one register of floats. Kernels are written once over this interface; every
/// implementation is a struct, so the JIT compiles a separate, fully inlined body for each register width.
/// </summary>
/// <typeparam name="TVector">The register: <c>Vector512&lt;float&gt;</c> and its smaller siblings, or a plain
/// float.</typeparam>
internal unsafe interface IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in one register.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest matrix tile whose accumulators (two registers a row) stay in registers.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    static abstract TVector Create(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>left · right + addend, fused where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    static abstract TVector Sqrt(TVector value);

    static abstract TVector Abs(TVector value);

    /// <summary>Larger of the two; NaN in <paramref name="value"/> stays NaN.</summary>
    static abstract TVector Max(TVector bound, TVector value);

    /// <summary>Smaller of the two; NaN in <paramref name="value"/> stays NaN.</summary>
    static abstract TVector Min(TVector bound, TVector value);

    /// <summary>The size of the first with the sign of the second.</summary>
    static abstract TVector CopySign(TVector size, TVector sign);

    /// <summary>Lane by lane: condition &gt; 0 ? whenPositive : otherwise.</summary>
    static abstract TVector SelectPositive(TVector condition, TVector whenPositive, TVector otherwise);

    /// <summary>
    /// 2 to the power of an integer in [−126, 127] that was put into the low mantissa bits by adding 1.5·2²³.
    /// </summary>
    static abstract TVector PowerOfTwo(TVector biased);

    static abstract float Sum(TVector value);

    /// <summary>Largest lane. Meaningless where a lane is NaN.</summary>
    static abstract float Largest(TVector value);
}
