using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Single-precision matrix products. Every element is the sum of running sums over even stretches of the depth, so that
/// rounding errors do not pile up. The stretches depend on nothing but the depth: neither the other sizes nor the
/// number of threads show in the result.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>
    /// Multiplications and additions below which a second thread costs more than it brings: about 10 µs of work.
    /// </summary>
    private const long WorthSharing = 1_000_000;

    /// <summary>
    /// C = op(A)·op(B), or C += op(A)·op(B); row-major throughout.
    /// </summary>
    /// <param name="transposeA">Whether A is stored k × m and used transposed, rather than stored m × k.</param>
    /// <param name="transposeB">Whether B is stored n × k and used transposed, rather than stored k × n.</param>
    /// <param name="m">Rows of op(A) and C.</param>
    /// <param name="n">Columns of op(B) and C.</param>
    /// <param name="k">Columns of op(A) and rows of op(B). With 0, C is set to zero or left as it is.</param>
    /// <param name="a">A as stored.</param>
    /// <param name="lda">Distance between the rows of A as stored, at least its width.</param>
    /// <param name="b">B as stored.</param>
    /// <param name="ldb">Distance between the rows of B as stored, at least its width.</param>
    /// <param name="c">C, m × n; must not overlap A or B.</param>
    /// <param name="ldc">Distance between the rows of C, at least n. What lies between the rows is not touched.</param>
    /// <param name="accumulate">Whether to add to C rather than to replace it.</param>
    /// <exception cref="ArgumentException">A size is negative, a distance less than the width, or a span too
    /// short.</exception>
    public static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, bool accumulate)
    {
        fixed (float* start = c)
            Multiply(transposeA, transposeB, m, n, k, a, lda, b, ldb, c, ldc, accumulate ? start : null, ldc);
    }

    /// <summary>
    /// The same with one row, n wide, added to every row of the product, and then, if <paramref name="rectified"/>,
    /// max(0, x).
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A size is negative, a distance less than the width, a span too short, or the row not n wide.
    /// </exception>
    public static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, ReadOnlySpan<float> row,
        bool rectified = false)
    {
        if (row.Length != n)
            throw new ArgumentException($"The row has {row.Length} elements, the product {n} columns.", nameof(row));
        fixed (float* start = row)
            Multiply(transposeA, transposeB, m, n, k, a, lda, b, ldb, c, ldc, start, 0, rectified);
    }

    /// <summary>The same on pointers whose bounds the caller has proven.</summary>
    internal static void Multiply(in ProductShape shape)
    {
        if (shape.M == 0 || shape.N == 0)
            return;

        int threads = ParallelFor.ThreadCount;
        if (threads == 1 || (long)shape.M * shape.N * shape.K < WorthSharing)
            Block(shape);
        else if (ChosenWidth.Current == VectorWidth.Bits512)
            SharedProduct<Lanes512, Vector512<float>>.Run(shape, threads);
        else if (ChosenWidth.Current == VectorWidth.Bits256)
            SharedProduct<Lanes256, Vector256<float>>.Run(shape, threads);
        else if (ChosenWidth.Current == VectorWidth.Bits128)
            SharedProduct<Lanes128, Vector128<float>>.Run(shape, threads);
        else
            SharedProduct<ScalarLanes, float>.Run(shape, threads);
    }

    /// <summary>The whole of a product on the calling thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Block(in ProductShape shape)
    {
        if (ChosenWidth.Current == VectorWidth.Bits512)
            BlockedProduct<Lanes512, Vector512<float>>.Run(shape, null);
        else if (ChosenWidth.Current == VectorWidth.Bits256)
            BlockedProduct<Lanes256, Vector256<float>>.Run(shape, null);
        else if (ChosenWidth.Current == VectorWidth.Bits128)
            BlockedProduct<Lanes128, Vector128<float>>.Run(shape, null);
        else
            BlockedProduct<ScalarLanes, float>.Run(shape, null);
    }

    private static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, float* start,
        nint startStep,
        bool rectified = false)
    {
        Check("A", a.Length, transposeA ? k : m, transposeA ? m : k, lda);
        Check("B", b.Length, transposeB ? n : k, transposeB ? k : n, ldb);
        Check("C", c.Length, m, n, ldc);
        Debug.Assert(!a.Overlaps(c) && !b.Overlaps(c), "The result must not overlap an operand.");
        fixed (float* pa = a, pb = b, pc = c)
        {
            Multiply(new ProductShape(
                m, n, k,
                new StridedMatrix(pa, transposeA ? 1 : lda, transposeA ? lda : 1),
                new StridedMatrix(pb, transposeB ? 1 : ldb, transposeB ? ldb : 1),
                start, startStep, pc, ldc, rectified));
        }
    }

    private static void Check(string name, int length, int rows, int columns, int step)
    {
        if (rows < 0 || columns < 0)
            throw new ArgumentException($"Matrix {name} cannot have {rows} × {columns} elements.");
        if (step < columns)
            throw new ArgumentException($"The rows of matrix {name}, {columns} wide, cannot lie {step} apart.");
        long needed = rows == 0 || columns == 0 ? 0 : ((rows - 1L) * step) + columns;
        if (length < needed)
        {
            throw new ArgumentException(
                $"Matrix {name} ({rows} × {columns}, rows {step} apart) needs {needed} elements, but there are "
                    + $"{length}.");
        }
    }
}
