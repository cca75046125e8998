namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>A tensor with arbitrary content.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, bool requires_grad = false) =>
        Tensor.New(size, dtype ?? ScalarType.Float32).requires_grad_(requires_grad);

    /// <summary>A tensor with arbitrary content.</summary>
    public static Tensor empty(long size, ScalarType? dtype = null, bool requires_grad = false) =>
        Tensor.New([size], dtype ?? ScalarType.Float32).requires_grad_(requires_grad);

    /// <summary>A tensor with arbitrary content.</summary>
    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, bool requires_grad = false) =>
        Tensor.New([rows, columns], dtype ?? ScalarType.Float32).requires_grad_(requires_grad);

    /// <summary>A tensor with arbitrary content.</summary>
    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, bool requires_grad = false) =>
        Tensor.New([dim0, dim1, dim2], dtype ?? ScalarType.Float32).requires_grad_(requires_grad);

    /// <summary>A tensor of one value everywhere; its type is the value's unless given.</summary>
    public static Tensor full(
        ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, bool requires_grad = false)
    {
        var result = Tensor.New(size, dtype ?? value.Type);
        result.Fill(value);
        return result.requires_grad_(requires_grad);
    }

    /// <summary>A tensor of one value everywhere; its type is the value's unless given.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, bool requires_grad = false) =>
        full((ReadOnlySpan<long>)size, value, dtype, requires_grad);

    /// <summary>One value everywhere, in the shape and type of a tensor.</summary>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, bool requires_grad = false) =>
        full(input.Sizes, value, dtype ?? input.dtype, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, bool requires_grad = false) =>
        full(size, 0f, dtype, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(long size, ScalarType? dtype = null, bool requires_grad = false) =>
        full([size], 0f, dtype, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, bool requires_grad = false) =>
        full([rows, columns], 0f, dtype, requires_grad);

    /// <summary>Zeros in the shape and type of a tensor.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, bool requires_grad = false) =>
        full(input.Sizes, 0, dtype ?? input.dtype, requires_grad);

    /// <summary>Ones, float32 unless another type is given.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, bool requires_grad = false) =>
        full(size, 1f, dtype, requires_grad);

    /// <summary>Ones, float32 unless another type is given.</summary>
    public static Tensor ones(long size, ScalarType? dtype = null, bool requires_grad = false) =>
        full([size], 1f, dtype, requires_grad);

    /// <summary>0, 1, 2, … below a limit; int64 for a whole limit, else float32, unless a type is given.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype ?? stop.Type, requires_grad);

    /// <summary>
    /// start, start + step, … before a limit; int64 where all three are whole, else float32, unless a type is given.
    /// </summary>
    /// <exception cref="ArgumentException">The step is zero or leads away from the limit.</exception>
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, bool requires_grad = false)
    {
        var span = stop.Real - start.Real;
        if (step.Real == 0 || span / step.Real < 0)
            throw new ArgumentException(
                $"Steps of {step.Real} do not lead from {start.Real} to {stop.Real}.", nameof(step));
        var whole = start.Type == ScalarType.Int64 && stop.Type == ScalarType.Int64 && step.Type == ScalarType.Int64;
        var type = dtype ?? (whole ? ScalarType.Int64 : ScalarType.Float32);
        var result = Tensor.New([(long)Math.Ceiling(span / step.Real)], type);
        if (type == ScalarType.Int64)
        {
            for (var i = 0; i < result.Count; i++)
                result.Longs[i] = start.Whole + (i * step.Whole);
        }
        else
        {
            for (var i = 0; i < result.Count; i++)
                result.Floats[i] = (float)(start.Real + (i * step.Real));
        }
        return result.requires_grad_(requires_grad);
    }

    /// <summary>Joins tensors along an axis; the other sizes must agree.</summary>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Joining.Concatenate(tensors, dim);

    /// <summary>Joins tensors along an axis; the other sizes must agree.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Joining.Concatenate(tensors, dim);
}
