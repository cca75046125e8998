namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum of all elements.</summary>
        public Tensor sum() => Reductions.Sum(this, [], keep: false);

        /// <summary>Sum over an axis.</summary>
        public Tensor sum(long dim, bool keepdim = false) => Reductions.Sum(this, [dim], keepdim);

        /// <summary>Sum over axes.</summary>
        public Tensor sum(long[] dim, bool keepdim = false) => Reductions.Sum(this, dim, keepdim);

        /// <summary>Mean of all elements.</summary>
        public Tensor mean() => Reductions.Sum(this, [], keep: false, mean: true);

        /// <summary>Mean over axes.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false) => Reductions.Sum(this, dimensions, keepdim, mean: true);

        /// <summary>Variance over axes, with n - 1 below the line where unbiased.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false)
        {
            using var mean = new Intermediate(this.mean(dimensions, true));
            using var difference = new Intermediate(sub(mean.Value));
            using var squares = new Intermediate(difference.Value.square());
            using var total = new Intermediate(squares.Value.sum(dimensions, keepdim));
            var parts = total.Value.Count == 0 ? 0 : Count / total.Value.Count;
            return total.Value.div(unbiased ? parts - 1 : parts);
        }

        /// <summary>Variance over an axis.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false) => var([dim], unbiased, keepdim);

        /// <summary>Variance of all elements.</summary>
        public Tensor var(bool unbiased = true) => var([], unbiased);

        /// <summary>Standard deviation over axes, with n - 1 below the line where unbiased.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false)
        {
            using var variance = new Intermediate(var(dimensions, unbiased, keepdim));
            return variance.Value.sqrt();
        }

        /// <summary>Standard deviation over an axis.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false) => std([dim], unbiased, keepdim);

        /// <summary>Standard deviation of all elements.</summary>
        public Tensor std(bool unbiased = true) => std([], unbiased);

        /// <summary>Largest element.</summary>
        public Tensor max() => Extreme(largest: true);

        /// <summary>Smallest element.</summary>
        public Tensor min() => Extreme(largest: false);

        /// <summary>The larger of two, element by element.</summary>
        public Tensor max(Tensor other) => maximum(other);

        /// <summary>The smaller of two, element by element.</summary>
        public Tensor min(Tensor other) => minimum(other);

        /// <summary>Largest elements along an axis and their indices.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Reductions.Extreme(this, dim, keepdim, largest: true);

        /// <summary>Smallest elements along an axis and their indices.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Reductions.Extreme(this, dim, keepdim, largest: false);

        /// <summary>Index of the largest of all elements, in row-major order.</summary>
        public Tensor argmax()
        {
            using var flat = Alias(tracked: false).Shaped([Count]);
            return Reductions.ArgExtreme(flat, 0, keep: false, largest: true);
        }

        /// <summary>Indices of the largest elements along an axis; the first of equals.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Reductions.ArgExtreme(this, dim, keepdim, largest: true);

        /// <summary>Indices of the smallest elements along an axis; the first of equals.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Reductions.ArgExtreme(this, dim, keepdim, largest: false);

        /// <summary>The k largest (or smallest) elements along an axis, in order, and their indices.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Reductions.TopK(this, k, dim, largest);

        /// <summary>All elements along an axis in order, and their indices.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Reductions.TopK(this, (int)size((int)dim), dim, descending);

        /// <summary>Running sums along an axis.</summary>
        public Tensor cumsum(long dim) => Reductions.CumulativeSum(this, dim);

        /// <summary>Logarithm of the sum of e^x along an axis, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => SoftmaxOp.LogOfSum(this, dim, keepdim);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2)
        {
            using var flat = new Intermediate(reshape(-1));
            return flat.Value.norm(0, false, p);
        }

        /// <summary>The p-norm along an axis.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2)
        {
            using var size = new Intermediate(p == 2 ? Unary.Power(this, 2) : abs());
            using var power = new Intermediate(p is 1 or 2 ? size.Value.reshape(Sizes) : Unary.Power(size.Value, p));
            using var sum = new Intermediate(power.Value.sum(dim, keepdim));
            return p == 1 ? sum.Value.reshape(sum.Value.Sizes) : p == 2 ? Norms.Root(sum.Value) : Unary.Power(sum.Value, 1 / p);
        }

        private Tensor Extreme(bool largest)
        {
            using var flat = new Intermediate(reshape(-1));
            var (values, indices) = Reductions.Extreme(flat.Value, 0, keep: false, largest);
            indices.Dispose();
            return values;
        }
    }
}
