using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix with its axes swapped.</summary>
        public Tensor T => Rank == 2 ? transpose(0, 1) : permute([.. Enumerable.Range(0, Rank).Reverse().Select(i => (long)i)]);

        /// <summary>The same elements under other sizes, sharing memory; one size may be -1.</summary>
        public Tensor reshape(params ReadOnlySpan<long> shape) => Shaping.Reshape(this, shape);

        /// <summary>The same elements under other sizes, sharing memory; one size may be -1.</summary>
        public Tensor view(params ReadOnlySpan<long> shape) => Shaping.Reshape(this, shape);

        /// <summary>The same elements under the sizes of another tensor.</summary>
        public Tensor view_as(Tensor other) => Shaping.Reshape(this, other.Sizes);

        /// <summary>Joins neighbouring axes into one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1)
        {
            if (Rank == 0)
                return reshape(1);
            var (first, last) = (Shape.Axis(start_dim, Rank), Shape.Axis(end_dim, Rank));
            return reshape(Shape.Joined(Sizes.AsSpan(0, first), [Shape.Product(Sizes.AsSpan(first, last - first + 1))], Sizes.AsSpan(last + 1)));
        }

        /// <summary>Splits an axis into several.</summary>
        public Tensor unflatten(long dim, params ReadOnlySpan<long> sizes)
        {
            var axis = Shape.Axis(dim, Rank);
            return reshape(Shape.Joined(Sizes.AsSpan(0, axis), Shape.Infer(sizes, [Sizes[axis]]), Sizes.AsSpan(axis + 1)));
        }

        /// <summary>Takes out all axes of size 1, or the one named if its size is 1.</summary>
        public Tensor squeeze(long? dim = null)
        {
            if (dim is null)
                return reshape(Array.FindAll(Sizes, s => s != 1));
            var axis = Shape.Axis(dim.Value, Rank);
            return Rank == 0 || Sizes[axis] != 1 ? reshape(Sizes) : reshape(Shape.Joined(Sizes.AsSpan(0, axis), Sizes.AsSpan(axis + 1)));
        }

        /// <summary>Adds an axis of size 1.</summary>
        public Tensor unsqueeze(long dim)
        {
            var axis = Shape.Axis(dim, Rank + 1);
            return reshape(Shape.Joined(Sizes.AsSpan(0, axis), Shape.One, Sizes.AsSpan(axis)));
        }

        /// <summary>Swaps two axes.</summary>
        public Tensor transpose(long dim0, long dim1) => Shaping.Transpose(this, dim0, dim1);

        /// <summary>The matrix with its axes swapped.</summary>
        public Tensor t() => Rank < 2 ? reshape(Sizes) : transpose(0, 1);

        /// <summary>Puts the axes in another order.</summary>
        public Tensor permute(params ReadOnlySpan<long> permutation) => Shaping.Permute(this, permutation);

        /// <summary>Repeats axes of size 1, and adds axes in front, up to the given sizes; -1 keeps a size.</summary>
        public Tensor expand(params ReadOnlySpan<long> sizes) => Shaping.Expand(this, sizes);

        /// <summary>Repeats axes of size 1 up to the sizes of another tensor.</summary>
        public Tensor expand_as(Tensor other) => Shaping.Expand(this, other.Sizes);

        /// <summary>Repeats the whole tensor along every axis.</summary>
        public Tensor repeat(params ReadOnlySpan<long> sizes)
        {
            if (sizes.Length < Rank)
                throw new ArgumentException($"repeat() of shape {Shape.Text(Sizes)} needs at least {Rank} counts, not {Shape.Text(sizes)}.");
            long[] padded = [.. Enumerable.Repeat(1L, sizes.Length - Rank), .. Sizes];
            var split = new long[2 * padded.Length];
            var wide = new long[2 * padded.Length];
            for (var i = 0; i < padded.Length; i++)
            {
                (split[2 * i], split[(2 * i) + 1]) = (1, padded[i]);
                (wide[2 * i], wide[(2 * i) + 1]) = (sizes[i], padded[i]);
            }
            using var parts = new Intermediate(reshape(split));
            using var repeated = new Intermediate(Shaping.Expand(parts.Value, wide));
            for (var i = 0; i < padded.Length; i++)
                padded[i] *= sizes[i];
            return repeated.Value.reshape(padded);
        }

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
                throw new ArgumentOutOfRangeException(nameof(start), $"narrow() from {start} over {length} leaves axis {axis} of a tensor of shape {Shape.Text(Sizes)}.");
            return Shaping.Slice(this, axis, from, from + length, 1);
        }

        /// <summary>Every step-th part of an axis from start up to but without finish; ends beyond the axis are cut.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Shaping.Slice(this, Shape.Axis(dim, Rank), start, finish, step);

        /// <summary>One part of an axis, without that axis.</summary>
        public Tensor select(long dim, long index) => Shaping.Select(this, Shape.Axis(dim, Rank), index);

        /// <summary>Parts of an axis named by ids.</summary>
        public Tensor index_select(long dim, Tensor index) => Selecting.IndexSelect(this, dim, index);

        /// <summary>For every place of the ids, the element at that place but at the named id along the axis.</summary>
        public Tensor gather(long dim, Tensor index) => Selecting.Gather(this, dim, index);

        /// <summary>This tensor with a value where a mask, broadcast to this shape, is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Selecting.MaskedFill(this, mask, value);

        /// <summary>This tensor where the condition holds, else another; shapes broadcast.</summary>
        public Tensor where(Tensor condition, Tensor y) => Selecting.Where(condition, this, y);

        /// <summary>The elements where a mask of this shape is true, along one axis.</summary>
        public Tensor masked_select(Tensor mask)
        {
            using var wide = mask.expand(Sizes);
            using var places = Chosen(wide);
            using var flat = new Intermediate(reshape(-1));
            return Selecting.IndexSelect(flat.Value, 0, places);
        }

        /// <summary>The axis cut into its single parts.</summary>
        public Tensor[] unbind(long dimension = 0)
        {
            var axis = Shape.Axis(dimension, Rank);
            var parts = new Tensor[Sizes[axis]];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = select(axis, i);
            return parts;
        }

        /// <summary>The axis cut into parts of a size; the last may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
            var axis = Shape.Axis(dim, Rank);
            var parts = new Tensor[Math.Max(1, (Sizes[axis] + size - 1) / size)];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = Shaping.Slice(this, axis, i * size, Math.Min((i + 1) * size, Sizes[axis]), 1);
            return parts;
        }

        /// <summary>The axis cut into parts of the given sizes, which must add up to its own.</summary>
        public Tensor[] split(long[] sizes, long dim = 0)
        {
            ArgumentNullException.ThrowIfNull(sizes);
            var axis = Shape.Axis(dim, Rank);
            if (sizes.Sum() != Sizes[axis])
                throw new ArgumentException($"Parts of sizes {Shape.Text(sizes)} do not make up axis {axis} of a tensor of shape {Shape.Text(Sizes)}.", nameof(sizes));
            var parts = new Tensor[sizes.Length];
            long start = 0;
            for (var i = 0; i < parts.Length; start += sizes[i++])
                parts[i] = narrow(axis, start, sizes[i]);
            return parts;
        }

        /// <summary>The axis cut into at most so many parts of one size; the last may be smaller.</summary>
        public Tensor[] chunk(long chunks, long dim = 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(chunks, 1);
            return split(Math.Max(1, (size((int)dim) + chunks - 1) / chunks), (int)dim);
        }

        /// <summary>The elements of axes in reverse order.</summary>
        public Tensor flip(params ReadOnlySpan<long> dims)
        {
            var result = reshape(Sizes);
            foreach (var dim in dims)
            {
                var axis = Shape.Axis(dim, Rank);
                using var before = new Intermediate(result);
                using var order = tensor([.. Enumerable.Range(1, (int)Sizes[axis]).Select(i => Sizes[axis] - i)]);
                result = Selecting.IndexSelect(before.Value, axis, order);
            }
            return result;
        }

        /// <summary>The upper triangle of the last two axes, zeros below the given diagonal.</summary>
        public Tensor triu(long diagonal = 0) => Triangle(diagonal, isUpper: true);

        /// <summary>The lower triangle of the last two axes, zeros above the given diagonal.</summary>
        public Tensor tril(long diagonal = 0) => Triangle(diagonal, isUpper: false);

        private Tensor Triangle(long diagonal, bool isUpper)
        {
            if (Rank < 2)
                throw new ArgumentException($"A triangle needs at least two axes; the shape is {Shape.Text(Sizes)}.");
            var (rows, columns) = (Sizes[^2], Sizes[^1]);
            using var mask = New([rows, columns], ScalarType.Bool);
            var bits = mask.Bools;
            for (var i = 0; i < bits.Length; i++)
            {
                var offset = (i % columns) - (i / columns);
                bits[i] = isUpper ? offset >= diagonal : offset <= diagonal;
            }
            using var zero = zeros_like(this);
            return Selecting.Where(mask, this, zero);
        }

        private static Tensor Chosen(Tensor mask)
        {
            var places = new List<long>();
            var bits = mask.Bools;
            for (var i = 0; i < bits.Length; i++)
            {
                if (bits[i])
                    places.Add(i);
            }
            return tensor([.. places]);
        }
    }
}
