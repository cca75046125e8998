using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements under other sizes, sharing memory; one size may be -1.</summary>
        public Tensor reshape(params ReadOnlySpan<long> shape) => Shaping.Reshape(this, shape);

        /// <summary>Adds an axis of size 1.</summary>
        public Tensor unsqueeze(long dim)
        {
            var axis = Shape.Axis(dim, Rank + 1);
            return reshape(Shape.Joined(Sizes.AsSpan(0, axis), Shape.One, Sizes.AsSpan(axis)));
        }

        /// <summary>Swaps two axes.</summary>
        public Tensor transpose(long dim0, long dim1) => Shaping.Transpose(this, dim0, dim1);

        /// <summary>A copy with its own memory.</summary>
        public Tensor clone()
        {
            if (dtype == ScalarType.Float32)
                return Shaping.Expand(this, Sizes);
            var result = New(Sizes, dtype);
            result.CopyFrom(this);
            return result;
        }

        /// <summary>A range of an axis.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the axis.</exception>
        public Tensor narrow(long dim, long start, long length)
        {
            var axis = Shape.Axis(dim, Rank);
            var from = start < 0 ? start + Sizes[axis] : start;
            if (from < 0 || length < 0 || from + length > Sizes[axis])
                throw new ArgumentOutOfRangeException(
                    nameof(start),
                    $"narrow() from {start} over {length} leaves axis {axis} of a tensor of shape "
                        + $"{Shape.Text(Sizes)}.");
            return Shaping.Slice(this, axis, from, from + length, 1);
        }

        /// <summary>One part of an axis, without that axis.</summary>
        public Tensor select(long dim, long index) => Shaping.Select(this, Shape.Axis(dim, Rank), index);

        /// <summary>Parts of an axis named by ids.</summary>
        public Tensor index_select(long dim, Tensor index) => Selecting.IndexSelect(this, dim, index);

        /// <summary>This tensor with a value where a mask, broadcast to this shape, is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Selecting.MaskedFill(this, mask, value);

        /// <summary>The upper triangle of the last two axes, zeros below the given diagonal.</summary>
        public Tensor triu(long diagonal = 0)
        {
            if (Rank < 2)
                throw new ArgumentException($"A triangle needs at least two axes; the shape is {Shape.Text(Sizes)}.");
            var (rows, columns) = (Sizes[^2], Sizes[^1]);
            using var mask = New([rows, columns], ScalarType.Bool);
            var bits = mask.Bools;
            for (var i = 0; i < bits.Length; i++)
                bits[i] = (i % columns) - (i / columns) >= diagonal;
            using var zero = zeros_like(this);
            return Selecting.Where(mask, this, zero);
        }
    }
}
