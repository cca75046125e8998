namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>e to the power of every element.</summary>
    public static Tensor exp(Tensor input) => input.exp();

    /// <summary>Natural logarithm of every element.</summary>
    public static Tensor log(Tensor input) => input.log();

    /// <summary>Square root of every element.</summary>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <summary>Hyperbolic tangent of every element.</summary>
    public static Tensor tanh(Tensor input) => input.tanh();

    /// <summary>1 / (1 + e^-x) of every element.</summary>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    /// <summary>Every element without its sign.</summary>
    public static Tensor abs(Tensor input) => input.abs();

    /// <summary>Sine of every element.</summary>
    public static Tensor sin(Tensor input) => input.sin();

    /// <summary>Cosine of every element.</summary>
    public static Tensor cos(Tensor input) => input.cos();

    /// <summary>The error function of every element.</summary>
    public static Tensor erf(Tensor input) => input.erf();

    /// <summary>Every element times itself.</summary>
    public static Tensor square(Tensor input) => input.square();

    /// <summary>Every element with the other sign.</summary>
    public static Tensor neg(Tensor input) => input.neg();

    /// <summary>Index of the largest of all elements.</summary>
    public static Tensor argmax(Tensor input) => input.argmax();

    /// <summary>Largest element.</summary>
    public static Tensor max(Tensor input) => input.max();

    /// <summary>Smallest element.</summary>
    public static Tensor min(Tensor input) => input.min();

    /// <summary>Sum of all elements.</summary>
    public static Tensor sum(Tensor input) => input.sum();

    /// <summary>Mean of all elements.</summary>
    public static Tensor mean(Tensor input) => input.mean();

    /// <summary>Sum, element by element.</summary>
    public static Tensor add(Tensor input, Tensor other) => input.add(other);

    /// <summary>Difference, element by element.</summary>
    public static Tensor sub(Tensor input, Tensor other) => input.sub(other);

    /// <summary>Product, element by element.</summary>
    public static Tensor mul(Tensor input, Tensor other) => input.mul(other);

    /// <summary>Quotient, element by element.</summary>
    public static Tensor div(Tensor input, Tensor other) => input.div(other);

    /// <summary>The larger of two, element by element.</summary>
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    /// <summary>The smaller of two, element by element.</summary>
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    /// <summary>Matrix product.</summary>
    public static Tensor matmul(Tensor input, Tensor other) => input.matmul(other);

    /// <summary>Where two tensors are equal.</summary>
    public static Tensor eq(Tensor input, Tensor other) => input.eq(other);

    /// <summary>Product of two matrices.</summary>
    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);

    /// <summary>Products of two stacks of matrices, pair by pair.</summary>
    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);

    /// <summary>Sum over an axis.</summary>
    public static Tensor sum(Tensor input, long dim, bool keepdim = false) => input.sum(dim, keepdim);

    /// <summary>Sum over axes.</summary>
    public static Tensor sum(Tensor input, long[] dim, bool keepdim = false) => input.sum(dim, keepdim);

    /// <summary>Mean over axes.</summary>
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false) => input.mean(dimensions, keepdim);

    /// <summary>Largest elements along an axis and their indices.</summary>
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => input.max(dim, keepdim);

    /// <summary>Smallest elements along an axis and their indices.</summary>
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => input.min(dim, keepdim);

    /// <summary>The k largest (or smallest) elements along an axis, in order, and their indices.</summary>
    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => tensor.topk(k, dim, largest, sorted);

    /// <summary>Indices of the largest elements along an axis.</summary>
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);

    /// <summary>Softmax along an axis.</summary>
    public static Tensor softmax(Tensor input, int dim) => input.softmax(dim);

    /// <summary>Every element to a power.</summary>
    public static Tensor pow(Tensor input, Scalar exponent) => input.pow(exponent);

    /// <summary>Every element kept within limits.</summary>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    /// <summary>The upper triangle of the last two axes.</summary>
    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);

    /// <summary>The lower triangle of the last two axes.</summary>
    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);

    /// <summary>Swaps two axes.</summary>
    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);

    /// <summary>Puts the axes in another order.</summary>
    public static Tensor permute(Tensor input, params ReadOnlySpan<long> permutation) => input.permute(permutation);

    /// <summary>The same elements under other sizes.</summary>
    public static Tensor reshape(Tensor input, params ReadOnlySpan<long> shape) => input.reshape(shape);

    /// <summary>Takes out axes of size 1.</summary>
    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);

    /// <summary>Adds an axis of size 1.</summary>
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);

    /// <summary>A range of an axis.</summary>
    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);

    /// <summary>One part of an axis, without that axis.</summary>
    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);

    /// <summary>Elements named by ids along an axis.</summary>
    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);

    /// <summary>Parts of an axis named by ids.</summary>
    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);

    /// <summary>The axis cut into at most so many parts of one size.</summary>
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);

    /// <summary>The axis cut into parts of the given sizes.</summary>
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => tensor.split(split_size_or_sections, dim);

    /// <summary>Running sums along an axis.</summary>
    public static Tensor cumsum(Tensor input, long dim) => input.cumsum(dim);

    /// <summary>Logarithm of the sum of e^x along an axis.</summary>
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);
}
