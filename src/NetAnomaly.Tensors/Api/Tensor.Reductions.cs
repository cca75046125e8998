namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum of all elements.</summary>
        public Tensor sum() => Reductions.Sum(this, [], keep: false);

        /// <summary>Sum over an axis.</summary>
        public Tensor sum(long dim, bool keepdim = false) => Reductions.Sum(this, [dim], keepdim);

        /// <summary>Mean over axes.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false) =>
            Reductions.Sum(this, dimensions, keepdim, mean: true);

        /// <summary>Indices of the largest elements along an axis; the first of equals.</summary>
        public Tensor argmax(long dim, bool keepdim = false) =>
            Reductions.ArgExtreme(this, dim, keepdim, largest: true);

        /// <summary>Indices of the smallest elements along an axis; the first of equals.</summary>
        public Tensor argmin(long dim, bool keepdim = false) =>
            Reductions.ArgExtreme(this, dim, keepdim, largest: false);

        /// <summary>Logarithm of the sum of e^x along an axis, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => SoftmaxOp.LogOfSum(this, dim, keepdim);
    }
}
