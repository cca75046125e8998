namespace NetAnomaly.Tensors.Operations;

/// <summary>Loops over the rows of a matrix.</summary>
internal static class Rows
{
    /// <summary>Writes one row a number of times.</summary>
    public static void Repeat(ReadOnlySpan<float> row, int rows, Span<float> result)
    {
        for (var i = 0; i < rows; i++)
            row.CopyTo(result[(i * row.Length)..]);
    }

    /// <summary>Sum of all rows.</summary>
    public static void Sum(ReadOnlySpan<float> matrix, int rows, Span<float> result, bool accumulate) =>
        SumProducts(matrix, default, rows, result, accumulate);

    /// <summary>
    /// Sum over the rows of the products of two matrices (of the first alone where the second is empty). Rows are added up in
    /// groups and the groups then added, so that rounding errors grow with the square root of their number, not with it.
    /// </summary>
    public static void SumProducts(ReadOnlySpan<float> matrix, ReadOnlySpan<float> factors, int rows, Span<float> result, bool accumulate)
    {
        var width = result.Length;
        if (!accumulate)
            result.Clear();
        if (width == 0)
            return;
        using var scratch = Tensor.Uninitialized([width]);
        var partial = scratch.Floats;
        var group = Math.Max(8, (int)Math.Sqrt(rows));
        for (var start = 0; start < rows; start += group)
        {
            partial.Clear();
            for (var i = start; i < Math.Min(start + group, rows); i++)
            {
                var row = matrix.Slice(i * width, width);
                if (factors.IsEmpty)
                    TensorPrimitives.Add(partial, row, partial);
                else
                    TensorPrimitives.MultiplyAdd(row, factors.Slice(i * width, width), partial, partial);
            }
            TensorPrimitives.Add(result, partial, result);
        }
    }
}
