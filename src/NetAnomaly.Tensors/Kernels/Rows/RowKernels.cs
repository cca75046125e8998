using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>Softmax, its logarithm and sums along and across rows.</summary>
internal static unsafe class RowKernels
{
    /// <summary>Columns that one piece of work sums: a few cache lines of every row.</summary>
    private const int ColumnGrain = 64;

    /// <summary>
    /// Fills the result with eˣ divided by its sum and returns the logarithm of the sum. A row of −∞ only gives NaN.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Softmax(ReadOnlySpan<float> x, Span<float> result)
    {
        Require(x.Length, result.Length);
        fixed (float* p = x, r = result)
        {
            float logSum = LogSumExp(p, x.Length, r, out float sum);
            Scale(r, x.Length, 1 / sum);
            return logSum;
        }
    }

    /// <summary>
    /// Sum of the rows of a matrix as wide as the result, each column from top to bottom whatever the number of
    /// threads.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="factors">A matrix of the same shape whose elements are multiplied with those of the first, or
    /// empty.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="result">The sums.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    /// <exception cref="ArgumentException">A matrix is shorter than rows · width.</exception>
    public static void SumRows(
        ReadOnlySpan<float> matrix, ReadOnlySpan<float> factors, int rows, Span<float> result, bool accumulate)
    {
        if (matrix.Length < (long)rows * result.Length
            || (!factors.IsEmpty && factors.Length < (long)rows * result.Length))
            throw new ArgumentException($"{rows} rows of {result.Length} need more than {matrix.Length} elements.");
        fixed (float* p = matrix, f = factors, r = result)
        {
            var body = new SumBody(p, f, rows, result.Length, r, accumulate);
            if ((long)rows * result.Length < 1 << 16)
                body.Run(0, result.Length);
            else
                ParallelFor.Run((result.Length + ColumnGrain - 1) / ColumnGrain, body);
        }
    }

    /// <summary>
    /// The logarithm of the sum of eˣ; the terms relative to the largest go to <paramref name="terms"/> if given.
    /// </summary>
    internal static float LogSumExp(float* x, int count, float* terms, out float sum)
    {
        float largest;
        switch (ChosenWidth.Current)
        {
            case VectorWidth.Bits512:
                largest = Finite(RowReductions<Lanes512, Vector512<float>>.Largest(x, count));
                sum = RowReductions<Lanes512, Vector512<float>>.SumExp(x, count, largest, terms);
                break;
            case VectorWidth.Bits256:
                largest = Finite(RowReductions<Lanes256, Vector256<float>>.Largest(x, count));
                sum = RowReductions<Lanes256, Vector256<float>>.SumExp(x, count, largest, terms);
                break;
            case VectorWidth.Bits128:
                largest = Finite(RowReductions<Lanes128, Vector128<float>>.Largest(x, count));
                sum = RowReductions<Lanes128, Vector128<float>>.SumExp(x, count, largest, terms);
                break;
            default:
                largest = Finite(RowReductions<ScalarLanes, float>.Largest(x, count));
                sum = RowReductions<ScalarLanes, float>.SumExp(x, count, largest, terms);
                break;
        }

        return largest + MathF.Log(sum);
    }

    /// <summary>scale · e^(x − shift) + addend.</summary>
    internal static void ScaledExp(float* x, int count, float shift, float scale, float addend, float* result)
    {
        switch (ChosenWidth.Current)
        {
            case VectorWidth.Bits512:
                RowReductions<Lanes512, Vector512<float>>.ScaledExp(x, count, shift, scale, addend, result);
                break;
            case VectorWidth.Bits256:
                RowReductions<Lanes256, Vector256<float>>.ScaledExp(x, count, shift, scale, addend, result);
                break;
            case VectorWidth.Bits128:
                RowReductions<Lanes128, Vector128<float>>.ScaledExp(x, count, shift, scale, addend, result);
                break;
            default:
                RowReductions<ScalarLanes, float>.ScaledExp(x, count, shift, scale, addend, result);
                break;
        }
    }

    /// <summary>x · scale in place.</summary>
    internal static void Scale(float* x, int count, float scale)
    {
        switch (ChosenWidth.Current)
        {
            case VectorWidth.Bits512:
                RowReductions<Lanes512, Vector512<float>>.Scale(x, count, scale, x);
                break;
            case VectorWidth.Bits256:
                RowReductions<Lanes256, Vector256<float>>.Scale(x, count, scale, x);
                break;
            case VectorWidth.Bits128:
                RowReductions<Lanes128, Vector128<float>>.Scale(x, count, scale, x);
                break;
            default:
                RowReductions<ScalarLanes, float>.Scale(x, count, scale, x);
                break;
        }
    }

    // −∞ less −∞ would be NaN where the terms are 0.
    private static float Finite(float largest) => float.IsNegativeInfinity(largest) ? 0 : largest;

    private static void Require(int length, int expected)
    {
        if (length != expected)
            throw new ArgumentException(
                $"The row has {length} elements and the result {expected}; they must be equal.");
    }

    private readonly struct SumBody(
        float* matrix, float* factors, int rows, int columns, float* sums, bool accumulate) : IParallelBody
    {
        public void Run(int index) => Run(index * ColumnGrain, Math.Min(columns, (index + 1) * ColumnGrain));

        public void Run(int start, int end)
        {
            float* at = matrix + start;
            float* factor = factors == null ? null : factors + start;
            switch (ChosenWidth.Current)
            {
                case VectorWidth.Bits512:
                    RowReductions<Lanes512, Vector512<float>>.SumRows(
                        at, factor, rows, end - start, columns, sums + start, accumulate);
                    break;
                case VectorWidth.Bits256:
                    RowReductions<Lanes256, Vector256<float>>.SumRows(
                        at, factor, rows, end - start, columns, sums + start, accumulate);
                    break;
                case VectorWidth.Bits128:
                    RowReductions<Lanes128, Vector128<float>>.SumRows(
                        at, factor, rows, end - start, columns, sums + start, accumulate);
                    break;
                default:
                    RowReductions<ScalarLanes, float>.SumRows(
                        at, factor, rows, end - start, columns, sums + start, accumulate);
                    break;
            }
        }
    }
}
