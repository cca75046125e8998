using NetAnomaly.Tensors.Kernels.Threads;

namespace NetAnomaly.Tensors.Kernels.Rows;

/// <summary>
/// Attention head by head, each from its projections to its result on one thread. The window of a head lies strided in its
/// tensors, one row per page and all rows on the same few lines of the first cache; copied side by side once, everything
/// a head needs stays in that cache.
/// </summary>
internal static unsafe class AttentionHeads
{
    /// <summary>Fewest heads worth a piece of parallel work.</summary>
    private const int Grain = 4;

    /// <summary>Fills the weights softmax(Q Kᵀ / √d + bias) and the result, weights · V.</summary>
    /// <param name="s">Sizes.</param>
    /// <param name="rowWidth">Distance between the rows of queries, keys and values.</param>
    /// <param name="query">From the first query on: L · B rows.</param>
    /// <param name="key">From the first key on: S · B rows.</param>
    /// <param name="value">From the first value on: S · B rows.</param>
    /// <param name="bias">Added to the scores: L × S for every head, or one for each; or empty.</param>
    /// <param name="padding">True where a key is padding, B × S; or empty.</param>
    /// <param name="kept">Factors on the weights before they are used, as many as weights; or empty.</param>
    /// <param name="weights">B × heads × L × S.</param>
    /// <param name="result">L × B × E.</param>
    /// <exception cref="ArgumentException">A span does not fit the sizes.</exception>
    public static void Forward(
        AttentionShape s, int rowWidth, ReadOnlySpan<float> query, ReadOnlySpan<float> key, ReadOnlySpan<float> value,
        ReadOnlySpan<float> bias, ReadOnlySpan<bool> padding, ReadOnlySpan<float> kept, Span<float> weights, Span<float> result)
    {
        long all = (long)s.AllHeads * s.Block;
        Require(nameof(query), query.Length >= s.Span(s.Queries, rowWidth));
        Require(nameof(key), key.Length >= s.Span(s.Keys, rowWidth));
        Require(nameof(value), value.Length >= s.Span(s.Keys, rowWidth));
        Require(nameof(bias), bias.IsEmpty || bias.Length == s.Block || bias.Length == all);
        Require(nameof(padding), padding.IsEmpty || padding.Length == s.Batch * s.Keys);
        Require(nameof(kept), kept.IsEmpty || kept.Length == all);
        Require(nameof(weights), weights.Length == all);
        Require(nameof(result), result.Length >= s.Span(s.Queries, s.Width));
        if (all == 0 || s.Width == 0)
            return;
        fixed (float* q = query, k = key, v = value, b = bias, d = kept, w = weights, r = result)
        fixed (bool* p = padding)
            ParallelFor.RunRanges(s.AllHeads, Grain, new ForwardBody(s, rowWidth, q, k, v, b, bias.Length == all ? s.Block : 0, p, d, w, r));
    }

    /// <summary>
    /// Fills, or adds to, the gradients: dV = Pᵀ dO, dP = dO Vᵀ, dS = P (dP − Σ P dP) / √d, dQ = dS K, dK = dSᵀ Q.
    /// </summary>
    /// <param name="s">Sizes.</param>
    /// <param name="rowWidth">Distance between the rows of queries, keys, values and of their gradients.</param>
    /// <param name="query">As in <see cref="Forward"/>.</param>
    /// <param name="key">As in <see cref="Forward"/>.</param>
    /// <param name="value">As in <see cref="Forward"/>.</param>
    /// <param name="kept">As in <see cref="Forward"/>.</param>
    /// <param name="weights">As <see cref="Forward"/> left them.</param>
    /// <param name="gradient">Gradient of the result, L × B × E.</param>
    /// <param name="toQuery">Gradient of the queries; empty where not wanted.</param>
    /// <param name="toKey">Gradient of the keys, or empty.</param>
    /// <param name="toValue">Gradient of the values, or empty.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    /// <exception cref="ArgumentException">A span does not fit the sizes.</exception>
    public static void Backward(
        AttentionShape s, int rowWidth, ReadOnlySpan<float> query, ReadOnlySpan<float> key, ReadOnlySpan<float> value,
        ReadOnlySpan<float> kept, ReadOnlySpan<float> weights, ReadOnlySpan<float> gradient,
        Span<float> toQuery, Span<float> toKey, Span<float> toValue, bool accumulate)
    {
        long all = (long)s.AllHeads * s.Block;
        Require(nameof(query), query.Length >= s.Span(s.Queries, rowWidth));
        Require(nameof(key), key.Length >= s.Span(s.Keys, rowWidth));
        Require(nameof(value), value.Length >= s.Span(s.Keys, rowWidth));
        Require(nameof(kept), kept.IsEmpty || kept.Length == all);
        Require(nameof(weights), weights.Length == all);
        Require(nameof(gradient), gradient.Length >= s.Span(s.Queries, s.Width));
        Require(nameof(toQuery), toQuery.IsEmpty || toQuery.Length >= s.Span(s.Queries, rowWidth));
        Require(nameof(toKey), toKey.IsEmpty || toKey.Length >= s.Span(s.Keys, rowWidth));
        Require(nameof(toValue), toValue.IsEmpty || toValue.Length >= s.Span(s.Keys, rowWidth));
        if (all == 0 || s.Width == 0)
            return;
        fixed (float* q = query, k = key, v = value, d = kept, w = weights, g = gradient, dq = toQuery, dk = toKey, dv = toValue)
            ParallelFor.RunRanges(s.AllHeads, Grain, new BackwardBody(s, rowWidth, q, k, v, d, w, g, dq, dk, dv, accumulate));
    }

    private static void Require(string name, bool fits)
    {
        if (!fits)
            throw new ArgumentException("The number of elements does not fit the sizes of the attention.", name);
    }

    /// <summary>Copies the window of a head, <paramref name="width"/> wide with rows a distance apart, side by side.</summary>
    private static void Gather(float* source, nint step, int rows, int width, float* target)
    {
        for (int i = 0; i < rows; i++, source += step, target += width)
            new ReadOnlySpan<float>(source, width).CopyTo(new Span<float>(target, width));
    }

    /// <summary>C = A · B, or C += A · B.</summary>
    private static void Product(int m, int n, int k, StridedMatrix a, float* b, float* c, nint cStep, bool accumulate) =>
        MatrixProduct.Block(new ProductShape(m, n, k, a, new StridedMatrix(b, n, 1), accumulate ? c : null, cStep, c, cStep));

    private static void Multiply(float* x, float* y, int count, float* result) =>
        VectorMath.Multiply(new ReadOnlySpan<float>(x, count), new ReadOnlySpan<float>(y, count), new Span<float>(result, count));

    private readonly struct ForwardBody(
        AttentionShape s, int rowWidth, float* query, float* key, float* value, float* bias, int biasStep, bool* padding,
        float* kept, float* weights, float* result) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            int width = s.HeadWidth;
            nint step = (nint)s.Batch * rowWidth;
            float* ownQueries = Scratch.Take(((nint)(s.Queries + s.Keys + s.Keys) * width) + (kept == null ? 0 : s.Block));
            float* turnedKeys = ownQueries + ((nint)s.Queries * width);
            float* ownValues = turnedKeys + ((nint)s.Keys * width);
            for (int head = start; head < end; head++)
            {
                int window = s.Start(head, rowWidth);
                float* scores = weights + ((nint)head * s.Block);
                Gather(query + window, step, s.Queries, width, ownQueries);
                MatrixPacking.Transpose(key + window, step, s.Keys, width, turnedKeys, s.Keys);
                Gather(value + window, step, s.Keys, width, ownValues);
                Product(s.Queries, s.Keys, width, new StridedMatrix(ownQueries, width, 1), turnedKeys, scores, s.Keys, false);
                Hide(scores, head);
                AttentionKernel.Softmax(
                    new Span<float>(scores, s.Block), s.Keys, 1 / MathF.Sqrt(width),
                    bias == null ? default : new ReadOnlySpan<float>(bias + ((nint)head * biasStep), s.Block));
                if (kept != null)
                {
                    float* dropped = ownValues + ((nint)s.Keys * width);
                    Multiply(scores, kept + ((nint)head * s.Block), s.Block, dropped);
                    scores = dropped;
                }

                Product(
                    s.Queries, width, s.Keys, new StridedMatrix(scores, s.Keys, 1), ownValues,
                    result + s.Start(head, s.Width), (nint)s.Batch * s.Width, false);
            }
        }

        private void Hide(float* scores, int head)
        {
            if (padding == null)
                return;
            bool* hidden = padding + ((nint)(head / s.Heads) * s.Keys);
            for (int i = 0; i < s.Queries; i++, scores += s.Keys)
            {
                for (int j = 0; j < s.Keys; j++)
                    scores[j] = hidden[j] ? float.NegativeInfinity : scores[j];
            }
        }
    }

    private readonly struct BackwardBody(
        AttentionShape s, int rowWidth, float* query, float* key, float* value, float* kept, float* weights, float* gradient,
        float* toQuery, float* toKey, float* toValue, bool accumulate) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            int width = s.HeadWidth;
            nint step = (nint)s.Batch * rowWidth;
            nint queries = (nint)s.Queries * width;
            nint keys = (nint)s.Keys * width;
            float* ownQueries = Scratch.Take((2 * queries) + (2 * keys) + (2 * (nint)s.Block));
            float* ownGradient = ownQueries + queries;
            float* ownKeys = ownGradient + queries;
            float* turnedValues = ownKeys + keys;
            float* scores = turnedValues + keys;
            float* dropped = scores + s.Block;
            for (int head = start; head < end; head++)
            {
                int window = s.Start(head, rowWidth);
                float* own = weights + ((nint)head * s.Block);
                float* factors = kept == null ? null : kept + ((nint)head * s.Block);
                Gather(query + window, step, s.Queries, width, ownQueries);
                Gather(gradient + s.Start(head, s.Width), (nint)s.Batch * s.Width, s.Queries, width, ownGradient);
                Gather(key + window, step, s.Keys, width, ownKeys);
                MatrixPacking.Transpose(value + window, step, s.Keys, width, turnedValues, s.Keys);
                if (toValue != null)
                {
                    if (factors != null)
                        Multiply(own, factors, s.Block, dropped);
                    float* used = factors == null ? own : dropped;
                    Product(s.Keys, width, s.Queries, new StridedMatrix(used, 1, s.Keys), ownGradient, toValue + window, step, accumulate);
                }

                Product(s.Queries, s.Keys, width, new StridedMatrix(ownGradient, width, 1), turnedValues, scores, s.Keys, false);
                if (factors != null)
                    Multiply(scores, factors, s.Block, scores);
                AttentionKernel.Gradient(
                    new ReadOnlySpan<float>(own, s.Block), new Span<float>(scores, s.Block), s.Keys, 1 / MathF.Sqrt(width));
                if (toQuery != null)
                    Product(s.Queries, width, s.Keys, new StridedMatrix(scores, s.Keys, 1), ownKeys, toQuery + window, step, accumulate);
                if (toKey != null)
                    Product(s.Keys, width, s.Queries, new StridedMatrix(scores, 1, s.Keys), ownQueries, toKey + window, step, accumulate);
            }
        }
    }
}
