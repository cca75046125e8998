using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Copies parts of matrices into the order in which the tiles read them. Moving numbers does not change them, so these
/// use whatever the machine has, whichever width the arithmetic was told to use.
/// </summary>
internal static unsafe class MatrixPacking
{
    /// <summary>
    /// Packs <paramref name="rows"/> rows of A, <paramref name="depth"/> deep, so that the rows' elements at one depth
    /// lie side by side.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackBand(in StridedMatrix a, int rows, int depth, float* target)
    {
        if (a.RowStep == 1)
            CopyRows(a.Start, a.ColumnStep, depth, rows, rows, target);
        else
            Transpose(a.Start, a.RowStep, rows, depth, target, rows);
    }

    /// <summary>
    /// Packs <paramref name="columns"/> columns of B, <paramref name="depth"/> deep, into a panel
    /// <paramref name="wide"/> columns wide, filled up with zeros.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackPanel(in StridedMatrix b, int depth, int columns, int wide, float* target)
    {
        if (b.ColumnStep == 1)
        {
            CopyRows(b.Start, b.RowStep, depth, columns, wide, target);
            return;
        }

        Transpose(b.Start, b.ColumnStep, columns, depth, target, wide);
        if (columns < wide)
        {
            for (int p = 0; p < depth; p++)
                new Span<float>(target + ((nint)p * wide) + columns, wide - columns).Clear();
        }
    }

    /// <summary>
    /// Writes the transpose of a matrix (rows × columns, rows <paramref name="sourceStep"/> apart) with its rows
    /// <paramref name="targetStep"/> apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStep, int rows, int columns, float* target, nint targetStep)
    {
        int row = 0;
        if (Avx.IsSupported)
        {
            for (; row + 8 <= rows; row += 8)
            {
                int column = 0;
                for (; column + 8 <= columns; column += 8)
                    Transpose8(
                        source + (row * sourceStep) + column, sourceStep, target + (column * targetStep) + row,
                        targetStep);
                TransposeSimply(source + (row * sourceStep), sourceStep, 8, column, columns, target + row, targetStep);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; row + 4 <= rows; row += 4)
            {
                int column = 0;
                for (; column + 4 <= columns; column += 4)
                    Transpose4(
                        source + (row * sourceStep) + column, sourceStep, target + (column * targetStep) + row,
                        targetStep);
                TransposeSimply(source + (row * sourceStep), sourceStep, 4, column, columns, target + row, targetStep);
            }
        }

        TransposeSimply(source + (row * sourceStep), sourceStep, rows - row, 0, columns, target + row, targetStep);
    }

    private static void TransposeSimply(
        float* source, nint sourceStep, int rows, int firstColumn, int columns, float* target, nint targetStep)
    {
        for (int j = firstColumn; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
                target[(j * targetStep) + i] = source[(i * sourceStep) + j];
        }
    }

    private static void CopyRows(float* source, nint sourceStep, int rows, int columns, int wide, float* target)
    {
        if (columns == wide && wide % 16 == 0 && Vector512.IsHardwareAccelerated)
        {
            for (int i = 0; i < rows; i++, source += sourceStep, target += wide)
            {
                for (int j = 0; j < wide; j += 16)
                    Vector512.Load(source + j).Store(target + j);
            }

            return;
        }

        for (int i = 0; i < rows; i++, source += sourceStep, target += wide)
        {
            int j = 0;
            for (; j + 4 <= columns; j += 4)
                Vector128.Load(source + j).Store(target + j);
            for (; j < columns; j++)
                target[j] = source[j];
            for (; j < wide; j++)
                target[j] = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* source, nint sourceStep, float* target, nint targetStep)
    {
        Vector128<float> r0 = Vector128.Load(source);
        Vector128<float> r1 = Vector128.Load(source + sourceStep);
        Vector128<float> r2 = Vector128.Load(source + (2 * sourceStep));
        Vector128<float> r3 = Vector128.Load(source + (3 * sourceStep));
        Vector128<float> low02 = Interleave(r0, r2, false);
        Vector128<float> low13 = Interleave(r1, r3, false);
        Vector128<float> high02 = Interleave(r0, r2, true);
        Vector128<float> high13 = Interleave(r1, r3, true);
        Interleave(low02, low13, false).Store(target);
        Interleave(low02, low13, true).Store(target + targetStep);
        Interleave(high02, high13, false).Store(target + (2 * targetStep));
        Interleave(high02, high13, true).Store(target + (3 * targetStep));
    }

    /// <summary>The low or high halves of two registers, element by element in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Interleave(Vector128<float> left, Vector128<float> right, bool high)
    {
        if (Sse.IsSupported)
            return high ? Sse.UnpackHigh(left, right) : Sse.UnpackLow(left, right);
        if (System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported)
        {
            return high
                ? System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.ZipHigh(left, right)
                : System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.ZipLow(left, right);
        }

        return high
            ? Vector128.Create(left[2], right[2], left[3], right[3])
            : Vector128.Create(left[0], right[0], left[1], right[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* source, nint sourceStep, float* target, nint targetStep)
    {
        // Rows i and i + 4 share a register from the start, so that only moves within halves are left to do.
        float* lower = source + (4 * sourceStep);
        Vector256<float> a0 = Pair(source, lower);
        Vector256<float> a1 = Pair(source + sourceStep, lower + sourceStep);
        Vector256<float> a2 = Pair(source + (2 * sourceStep), lower + (2 * sourceStep));
        Vector256<float> a3 = Pair(source + (3 * sourceStep), lower + (3 * sourceStep));
        Vector256<float> b0 = Pair(source + 4, lower + 4);
        Vector256<float> b1 = Pair(source + sourceStep + 4, lower + sourceStep + 4);
        Vector256<float> b2 = Pair(source + (2 * sourceStep) + 4, lower + (2 * sourceStep) + 4);
        Vector256<float> b3 = Pair(source + (3 * sourceStep) + 4, lower + (3 * sourceStep) + 4);
        StoreTransposed(a0, a1, a2, a3, target, targetStep);
        StoreTransposed(b0, b1, b2, b3, target + (4 * targetStep), targetStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* low, float* high) =>
        Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTransposed(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, float* target,
        nint targetStep)
    {
        Vector256<float> low02 = Avx.UnpackLow(r0, r2);
        Vector256<float> low13 = Avx.UnpackLow(r1, r3);
        Vector256<float> high02 = Avx.UnpackHigh(r0, r2);
        Vector256<float> high13 = Avx.UnpackHigh(r1, r3);
        Avx.UnpackLow(low02, low13).Store(target);
        Avx.UnpackHigh(low02, low13).Store(target + targetStep);
        Avx.UnpackLow(high02, high13).Store(target + (2 * targetStep));
        Avx.UnpackHigh(high02, high13).Store(target + (3 * targetStep));
    }
}
