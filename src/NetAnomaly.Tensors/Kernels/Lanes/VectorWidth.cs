using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>The register widths a kernel can run on.</summary>
internal enum VectorWidth
{
    /// <summary>No vector registers.</summary>
    Scalar = 32,

    /// <summary>NEON or SSE.</summary>
    Bits128 = 128,

    /// <summary>AVX2.</summary>
    Bits256 = 256,

    /// <summary>AVX-512.</summary>
    Bits512 = 512,
}

/// <summary>Which width the kernels use: the widest the machine has, unless a test asks for less.</summary>
internal static class ChosenWidth
{
    /// <summary>The widest width that the machine runs natively.</summary>
    public static VectorWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128
        : VectorWidth.Scalar;

    /// <summary>
    /// The width in use. Any value works on any machine (a wider one than the machine's only more slowly).
    /// </summary>
    public static VectorWidth Current { get; set; } = Widest;
}
