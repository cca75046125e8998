namespace NetAnomaly.Tensors.Kernels;

/// <summary>Single-precision matrix product on row-major spans.</summary>
internal static class MatrixProduct
{
    /// <summary>
    /// C = op(A) op(B), or C += op(A) op(B) where <paramref name="accumulate"/>; op(A) is m × k, op(B) k × n, C m × n.
    /// </summary>
    public static void Multiply(bool transposeA, bool transposeB, int m, int n, int k, ReadOnlySpan<float> a, int lda,
        ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, bool accumulate)
    {
        for (var i = 0; i < m; i++)
        {
            var row = c.Slice(i * ldc, n);
            if (!accumulate)
                row.Clear();
            if (transposeB)
                MultiplyRowByColumns(transposeA, i, k, a, lda, b, ldb, row);
            else
                MultiplyRowByRows(transposeA, i, k, a, lda, b, ldb, row);
        }
    }

    private static void MultiplyRowByRows(bool transposeA, int i, int k, ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> row)
    {
        if (row.IsEmpty)
            return;
        var partial = row.Length <= 1024 ? stackalloc float[row.Length] : new float[row.Length];
        for (var start = 0; start < k; start += 64)
        {
            partial.Clear();
            for (var p = start; p < Math.Min(k, start + 64); p++)
                TensorPrimitives.MultiplyAdd(b.Slice(p * ldb, row.Length), transposeA ? a[(p * lda) + i] : a[(i * lda) + p], partial, partial);
            TensorPrimitives.Add(row, partial, row);
        }
    }

    private static void MultiplyRowByColumns(bool transposeA, int i, int k, ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> row)
    {
        if (k == 0)
            return;
        var left = k <= 1024 ? stackalloc float[k] : new float[k];
        for (var p = 0; p < k; p++)
            left[p] = transposeA ? a[(p * lda) + i] : a[(i * lda) + p];
        for (var j = 0; j < row.Length; j++)
            row[j] += TensorPrimitives.Dot(left, b.Slice(j * ldb, k));
    }
}
