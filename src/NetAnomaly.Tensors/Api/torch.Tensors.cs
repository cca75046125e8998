namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>A tensor with one axis, of type float32 unless another is given.</summary>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, bool requires_grad = false) =>
        tensor(rawArray, [rawArray.Length], dtype, requires_grad);

    /// <summary>A tensor of the given shape, of type float32 unless another is given.</summary>
    public static Tensor tensor(
        float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, bool requires_grad = false) =>
        Made<float>(rawArray, dimensions, ScalarType.Float32, dtype).requires_grad_(requires_grad);

    /// <summary>A matrix, of type float32 unless another is given.</summary>
    public static Tensor tensor(
        float[] rawArray, long rows, long columns, ScalarType? dtype = null, bool requires_grad = false) =>
        tensor(rawArray, [rows, columns], dtype, requires_grad);

    /// <summary>A tensor with three axes, of type float32 unless another is given.</summary>
    public static Tensor tensor(
        float[] rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, bool requires_grad = false) =>
        tensor(rawArray, [dim0, dim1, dim2], dtype, requires_grad);

    /// <summary>A tensor without axes, of type int64 unless another is given.</summary>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, bool requires_grad = false) =>
        full(ReadOnlySpan<long>.Empty, scalar, dtype, requires_grad);

    /// <summary>A tensor with one axis, of type int64 unless another is given.</summary>
    public static Tensor tensor(long[] rawArray, ScalarType? dtype = null, bool requires_grad = false) =>
        tensor(rawArray, [rawArray.Length], dtype, requires_grad);

    /// <summary>A tensor of the given shape, of type int64 unless another is given.</summary>
    public static Tensor tensor(
        long[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, bool requires_grad = false) =>
        Made<long>(rawArray, dimensions, ScalarType.Int64, dtype).requires_grad_(requires_grad);

    private static Tensor Made<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> sizes, ScalarType own, ScalarType? wanted)
        where T : unmanaged
    {
        var made = Tensor.From(values, own).Shaped(sizes);
        return wanted is { } type ? made.to(type) : made;
    }
}
