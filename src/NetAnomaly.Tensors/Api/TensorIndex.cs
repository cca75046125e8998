using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>What an indexer takes from one axis: one part, a range, parts named by ids, a new axis, or all axes that remain.</summary>
    public readonly record struct TensorIndex
    {
        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor? ids = null)
        {
            Kind = kind;
            Start = start;
            Stop = stop;
            Step = step;
            Ids = ids;
        }

        internal enum IndexKind
        {
            Slice,
            Single,
            NewAxis,
            Ellipsis,
            Ids,
        }

        /// <summary>All axes that the other indices do not name.</summary>
        public static TensorIndex Ellipsis => new(IndexKind.Ellipsis);

        /// <summary>A new axis of size 1.</summary>
        public static TensorIndex None => new(IndexKind.NewAxis);

        /// <summary>The whole axis.</summary>
        public static TensorIndex Colon => Slice();

        internal IndexKind Kind { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Ids { get; }

        /// <summary>Parts from start up to but without stop; what is left out reaches to the end; negative numbers count from the back.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(IndexKind.Slice, start, stop, step);

        /// <summary>One part; the axis goes.</summary>
        public static TensorIndex Single(long index) => new(IndexKind.Single, index);

        /// <summary>Parts named by int64 ids of one axis, or chosen by a mask of one axis.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Ids, ids: tensor);

        /// <summary>One part; the axis goes.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>A range of parts.</summary>
        public static implicit operator TensorIndex(Range range)
        {
            long start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value;
            return Slice(range.Start.IsFromEnd && range.Start.Value == 0 ? long.MaxValue : start, stop);
        }

        /// <summary>One part; the axis goes.</summary>
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);
    }

    public partial class Tensor
    {
        /// <summary>A copy of what the indices take, axis by axis; further axes are taken whole.</summary>
        public Tensor this[params TensorIndex[] indices] => index(indices);

        /// <summary>Parts of the first axis named by int64 ids or chosen by a mask of that axis; a mask of this shape chooses elements.</summary>
        public Tensor this[Tensor indices]
        {
            get
            {
                if (indices.dtype == ScalarType.Bool && indices.Rank == Rank)
                    return masked_select(indices);
                return index(TensorIndex.Tensor(indices));
            }
        }

        /// <summary>A copy of what the indices take, axis by axis; further axes are taken whole.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            ArgumentNullException.ThrowIfNull(indices);
            var named = indices.Count(i => i.Kind is not (TensorIndex.IndexKind.NewAxis or TensorIndex.IndexKind.Ellipsis));
            if (named > Rank)
                throw new ArgumentException($"{named} indices are too many for a tensor of shape {Shape.Text(Sizes)}.", nameof(indices));
            var result = reshape(Sizes);
            var axis = 0;
            foreach (var item in indices)
            {
                using var before = new Intermediate(result);
                result = Taken(before.Value, item, named, ref axis);
            }
            return result;
        }

        private Tensor Taken(Tensor from, TensorIndex item, int named, ref int axis)
        {
            switch (item.Kind)
            {
                case TensorIndex.IndexKind.Ellipsis:
                    axis += Rank - named;
                    return from.reshape(from.Sizes);
                case TensorIndex.IndexKind.NewAxis:
                    return from.unsqueeze(axis++);
                case TensorIndex.IndexKind.Single:
                    return Shaping.Select(from, axis, item.Start ?? 0);
                case TensorIndex.IndexKind.Ids when item.Ids is { dtype: ScalarType.Bool } mask:
                    using (var places = Chosen(mask))
                        return Selecting.IndexSelect(from, axis++, places);
                case TensorIndex.IndexKind.Ids:
                    return Selecting.IndexSelect(from, axis++, item.Ids ?? throw new ArgumentException("An index tensor is missing."));
                default:
                    var whole = from.Sizes[axis];
                    return Shaping.Slice(from, axis++, item.Start ?? 0, item.Stop ?? whole, item.Step ?? 1);
            }
        }
    }
}
