namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>A tensor with arbitrary content.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.New(size, dtype ?? ScalarType.Float32).requires_grad_(requires_grad);

    /// <summary>A tensor with arbitrary content.</summary>
    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.New([size], dtype ?? ScalarType.Float32).requires_grad_(requires_grad);

    /// <summary>A tensor with arbitrary content.</summary>
    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.New([rows, columns], dtype ?? ScalarType.Float32).requires_grad_(requires_grad);

    /// <summary>A tensor with arbitrary content.</summary>
    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.New([dim0, dim1, dim2], dtype ?? ScalarType.Float32).requires_grad_(requires_grad);

    /// <summary>A tensor of one value everywhere; its type is the value's unless given.</summary>
    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var result = Tensor.New(size, dtype ?? value.Type);
        result.Fill(value);
        return result.requires_grad_(requires_grad);
    }

    /// <summary>A tensor of one value everywhere; its type is the value's unless given.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full((ReadOnlySpan<long>)size, value, dtype, device, requires_grad);

    /// <summary>A tensor of one value everywhere; its type is the value's unless given.</summary>
    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([size], value, dtype, device, requires_grad);

    /// <summary>A tensor of one value everywhere; its type is the value's unless given.</summary>
    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([rows, columns], value, dtype, device, requires_grad);

    /// <summary>A tensor of one value everywhere; its type is the value's unless given.</summary>
    public static Tensor full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([dim0, dim1, dim2], value, dtype, device, requires_grad);

    /// <summary>One value everywhere, in the shape and type of a tensor.</summary>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(input.Sizes, value, dtype ?? input.dtype, device, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(size, 0f, dtype, device, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(size, 0f, dtype, device, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([size], 0f, dtype, device, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([rows, columns], 0f, dtype, device, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([dim0, dim1, dim2], 0f, dtype, device, requires_grad);

    /// <summary>Zeros, float32 unless another type is given.</summary>
    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([dim0, dim1, dim2, dim3], 0f, dtype, device, requires_grad);

    /// <summary>Zeros in the shape and type of a tensor.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(input.Sizes, 0, dtype ?? input.dtype, device, requires_grad);

    /// <summary>Ones, float32 unless another type is given.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(size, 1f, dtype, device, requires_grad);

    /// <summary>Ones, float32 unless another type is given.</summary>
    public static Tensor ones(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(size, 1f, dtype, device, requires_grad);

    /// <summary>Ones, float32 unless another type is given.</summary>
    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([size], 1f, dtype, device, requires_grad);

    /// <summary>Ones, float32 unless another type is given.</summary>
    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([rows, columns], 1f, dtype, device, requires_grad);

    /// <summary>Ones, float32 unless another type is given.</summary>
    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([dim0, dim1, dim2], 1f, dtype, device, requires_grad);

    /// <summary>Ones in the shape and type of a tensor.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(input.Sizes, 1, dtype ?? input.dtype, device, requires_grad);

    /// <summary>The matrix with ones on its diagonal.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var width = columns < 0 ? rows : columns;
        var result = zeros(rows, width);
        for (var i = 0; i < Math.Min(rows, width); i++)
            result.Floats[(int)((i * width) + i)] = 1;
        return result.to(dtype ?? ScalarType.Float32).requires_grad_(requires_grad);
    }

    /// <summary>0, 1, 2, … below a limit; int64 for a whole limit, else float32, unless a type is given.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype ?? stop.Type, device, requires_grad);

    /// <summary>start, start + 1, … below a limit.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>start, start + step, … before a limit; int64 where all three are whole, else float32, unless a type is given.</summary>
    /// <exception cref="ArgumentException">The step is zero or leads away from the limit.</exception>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var span = stop.Real - start.Real;
        if (step.Real == 0 || span / step.Real < 0)
            throw new ArgumentException($"Steps of {step.Real} do not lead from {start.Real} to {stop.Real}.", nameof(step));
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

    /// <summary>Evenly spaced numbers from start to end, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var result = Tensor.New([steps]);
        for (var i = 0; i < steps; i++)
            result.Floats[i] = (float)(steps == 1 ? start : start + ((end - start) * i / (steps - 1)));
        return result.to(dtype ?? ScalarType.Float32).requires_grad_(requires_grad);
    }

    /// <summary>A tensor with the elements and the shape of an array of float, double, long, int or bool, of any rank.</summary>
    /// <remarks>double becomes float32 and int becomes int64, the types this engine computes with.</remarks>
    public static Tensor from_array(Array rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var sizes = new long[rawArray.Rank];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = rawArray.GetLongLength(i);
        var result = rawArray switch
        {
            float[] floats => Tensor.From<float>(floats, sizes, ScalarType.Float32),
            long[] longs => Tensor.From<long>(longs, sizes, ScalarType.Int64),
            bool[] bools => Tensor.From<bool>(bools, sizes, ScalarType.Bool),
            _ => Tensor.FromBoxed(rawArray, sizes),
        };
        return (dtype is null || dtype == result.dtype ? result : result.to(dtype.Value)).requires_grad_(requires_grad);
    }

    /// <summary>Stacks tensors of one shape along a new axis.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Joining.Stack([.. tensors], dim);

    /// <summary>Joins tensors along an axis; the other sizes must agree.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Joining.Concatenate([.. tensors], dim);

    /// <summary>Joins tensors along an axis; the other sizes must agree.</summary>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Joining.Concatenate(tensors, dim);

    /// <summary>Joins tensors along an axis; the other sizes must agree.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Joining.Concatenate(tensors, dim);

    /// <summary>Joins tensors along an axis; the other sizes must agree.</summary>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    /// <summary>The elements of <paramref name="x"/> where the condition holds, else those of <paramref name="y"/>; shapes broadcast.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Selecting.Where(condition, x, y);
}
