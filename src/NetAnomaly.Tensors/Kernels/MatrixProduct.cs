using System.Diagnostics;
using NetAnomaly.Tensors.Kernels.Lanes;
using NetAnomaly.Tensors.Kernels.Threads;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Single-precision matrix products. Every element is the sum of running sums over even stretches of the depth, so that
/// rounding errors do not pile up. The stretches depend on nothing but the depth: neither the other sizes nor the number
/// of threads show in the result.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Multiplications and additions below which a second thread costs more than it brings: about 10 µs of work.</summary>
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
    /// <exception cref="ArgumentException">A size is negative, a distance less than the width, or a span too short.</exception>
    public static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, bool accumulate)
    {
        fixed (float* start = c)
            Multiply(transposeA, transposeB, m, n, k, a, lda, b, ldb, c, ldc, accumulate ? start : null, ldc);
    }

    /// <summary>The same with one row, n wide, added to every row of the product.</summary>
    /// <exception cref="ArgumentException">
    /// A size is negative, a distance less than the width, a span too short, or the row not n wide.
    /// </exception>
    public static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, ReadOnlySpan<float> row)
    {
        if (row.Length != n)
            throw new ArgumentException($"The row has {row.Length} elements, the product {n} columns.", nameof(row));
        fixed (float* start = row)
            Multiply(transposeA, transposeB, m, n, k, a, lda, b, ldb, c, ldc, start, 0);
    }

    /// <summary>The same on pointers whose bounds the caller has proven.</summary>
    internal static void Multiply(in ProductShape shape)
    {
        if (shape.M == 0 || shape.N == 0)
            return;

        int threads = ParallelFor.ThreadCount;
        if (threads == 1 || (long)shape.M * shape.N * shape.K < WorthSharing)
            Block(shape);
        else
            MultiplyShared(shape, threads);
    }

    /// <summary>The whole of a product on the calling thread.</summary>
    internal static void Block(in ProductShape shape)
    {
        switch (ChosenWidth.Current)
        {
            case VectorWidth.Bits512:
                BlockedProduct<Lanes512, System.Runtime.Intrinsics.Vector512<float>>.Run(shape);
                break;
            case VectorWidth.Bits256:
                BlockedProduct<Lanes256, System.Runtime.Intrinsics.Vector256<float>>.Run(shape);
                break;
            case VectorWidth.Bits128:
                BlockedProduct<Lanes128, System.Runtime.Intrinsics.Vector128<float>>.Run(shape);
                break;
            default:
                BlockedProduct<ScalarLanes, float>.Run(shape);
                break;
        }
    }

    private static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, float* start, nint startStep)
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
                start, startStep, pc, ldc));
        }
    }

    private static void MultiplyShared(in ProductShape shape, int threads)
    {
        // Cutting the columns packs every part of B once, cutting the rows every part of A: cut where packing costs more.
        bool transposedA = shape.A.RowStep == 1 && shape.A.ColumnStep != 1;
        bool transposedB = shape.B.ColumnStep != 1;
        const int Columns = 32;
        const int Rows = 12;
        int panels = (shape.N + Columns - 1) / Columns;
        int bands = (shape.M + Rows - 1) / Rows;
        bool byRows = panels < 2 * threads
            ? bands > panels
            : transposedA && (!transposedB || shape.M > shape.N) && bands >= 4 * threads;
        int units = byRows ? bands : panels;
        long work = (long)shape.M * shape.N * shape.K;
        int most = (int)Math.Clamp(work / WorthSharing, 1, 4L * threads);
        int size = PieceSize(units, threads, most);
        int count = (units + size - 1) / size;
        if (count == 1)
            Block(shape);
        else
            ParallelFor.Run(count, new Pieces(shape, byRows, size * (byRows ? Rows : Columns)));
    }

    /// <summary>Units for each piece so that the last thread to end ends soonest; of equals the larger pieces.</summary>
    private static int PieceSize(int units, int threads, int mostPieces)
    {
        int best = units;
        int bestTime = units;
        for (int size = units - 1; size >= 1 && (units + size - 1) / size <= mostPieces; size--)
        {
            int rounds = ((units + size - 1) / size + threads - 1) / threads;
            if (rounds * size < bestTime)
            {
                bestTime = rounds * size;
                best = size;
            }
        }

        return best;
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
                $"Matrix {name} ({rows} × {columns}, rows {step} apart) needs {needed} elements, but there are {length}.");
        }
    }

    private readonly struct Pieces(ProductShape shape, bool byRows, int size) : IParallelBody
    {
        public void Run(int index)
        {
            int start = index * size;
            ProductShape piece = byRows
                ? shape.Part(start, Math.Min(shape.M, start + size), 0, shape.N)
                : shape.Part(0, shape.M, start, Math.Min(shape.N, start + size));
            Block(piece);
        }
    }
}
