using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Loops over the rows of a matrix.</summary>
internal static class Rows
{
    /// <summary>Sum of all rows.</summary>
    public static void Sum(ReadOnlySpan<float> matrix, int rows, Span<float> result, bool accumulate) =>
        RowKernels.SumRows(matrix, default, rows, result, accumulate);

    /// <summary>Sum over the rows of the products of two matrices.</summary>
    public static void SumProducts(
        ReadOnlySpan<float> matrix, ReadOnlySpan<float> factors, int rows, Span<float> result, bool accumulate) =>
        RowKernels.SumRows(matrix, factors, rows, result, accumulate);
}
