namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>A tensor without axes, of type float32.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        full(ReadOnlySpan<long>.Empty, scalar, null, device, requires_grad);

    /// <summary>A tensor with one axis, of type float32 unless another is given.</summary>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the given shape, of type float32 unless another is given.</summary>
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device).Shaped(dimensions).requires_grad_(requires_grad);

    /// <summary>A matrix, of type float32 unless another is given.</summary>
    public static Tensor tensor(float[] rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor with three axes, of type float32 unless another is given.</summary>
    public static Tensor tensor(float[] rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [dim0, dim1, dim2], dtype, device, requires_grad);

    /// <summary>A matrix, of type float32 unless another is given.</summary>
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor without axes, of type float32 unless another is given.</summary>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(ReadOnlySpan<long>.Empty, scalar, dtype, device, requires_grad);

    /// <summary>A tensor with one axis, of type float32 unless another is given.</summary>
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the given shape, of type float32 unless another is given.</summary>
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device).Shaped(dimensions).requires_grad_(requires_grad);

    /// <summary>A matrix, of type float32 unless another is given.</summary>
    public static Tensor tensor(double[] rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor with three axes, of type float32 unless another is given.</summary>
    public static Tensor tensor(double[] rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [dim0, dim1, dim2], dtype, device, requires_grad);

    /// <summary>A matrix, of type float32 unless another is given.</summary>
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor without axes, of type int64 unless another is given.</summary>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(ReadOnlySpan<long>.Empty, scalar, dtype, device, requires_grad);

    /// <summary>A tensor with one axis, of type int64 unless another is given.</summary>
    public static Tensor tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the given shape, of type int64 unless another is given.</summary>
    public static Tensor tensor(long[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device).Shaped(dimensions).requires_grad_(requires_grad);

    /// <summary>A matrix, of type int64 unless another is given.</summary>
    public static Tensor tensor(long[] rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor with three axes, of type int64 unless another is given.</summary>
    public static Tensor tensor(long[] rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [dim0, dim1, dim2], dtype, device, requires_grad);

    /// <summary>A matrix, of type int64 unless another is given.</summary>
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor without axes, of type int64.</summary>
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) =>
        full(ReadOnlySpan<long>.Empty, scalar, null, device, requires_grad);

    /// <summary>A tensor with one axis, of type int64 unless another is given.</summary>
    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the given shape, of type int64 unless another is given.</summary>
    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device).Shaped(dimensions).requires_grad_(requires_grad);

    /// <summary>A matrix, of type int64 unless another is given.</summary>
    public static Tensor tensor(int[] rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor with three axes, of type int64 unless another is given.</summary>
    public static Tensor tensor(int[] rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [dim0, dim1, dim2], dtype, device, requires_grad);

    /// <summary>A matrix, of type int64 unless another is given.</summary>
    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor without axes, of type bool unless another is given.</summary>
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(ReadOnlySpan<long>.Empty, scalar, dtype, device, requires_grad);

    /// <summary>A tensor with one axis, of type bool unless another is given.</summary>
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);

    /// <summary>A tensor of the given shape, of type bool unless another is given.</summary>
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device).Shaped(dimensions).requires_grad_(requires_grad);

    /// <summary>A matrix, of type bool unless another is given.</summary>
    public static Tensor tensor(bool[] rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [rows, columns], dtype, device, requires_grad);

    /// <summary>A tensor with three axes, of type bool unless another is given.</summary>
    public static Tensor tensor(bool[] rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(rawArray, [dim0, dim1, dim2], dtype, device, requires_grad);

    /// <summary>A matrix, of type bool unless another is given.</summary>
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(rawArray, dtype, device, requires_grad);
}
