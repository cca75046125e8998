namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Attention head by head, each from its projections to its result on one thread. The rows of a sequence lie a whole
/// batch apart, one per page and all on the same few lines of the first cache; copied side by side once for all its
/// heads, they stay in the second cache, and what a single head needs in the first.
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
        ReadOnlySpan<float> bias, ReadOnlySpan<bool> padding, ReadOnlySpan<float> kept, Span<float> weights,
        Span<float> result)
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
            ParallelFor.RunRanges(
                s.AllHeads, Grain,
                new ForwardBody(s, rowWidth, q, k, v, b, bias.Length == all ? s.Block : 0, p, d, w, r));
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
        fixed (
            float* q = query, k = key, v = value, d = kept, w = weights, g = gradient, dq = toQuery, dk = toKey,
            dv = toValue)
            ParallelFor.RunRanges(
                s.AllHeads, Grain, new BackwardBody(s, rowWidth, q, k, v, d, w, g, dq, dk, dv, accumulate));
    }

    private static void Require(string name, bool fits)
    {
        if (!fits)
            throw new ArgumentException("The number of elements does not fit the sizes of the attention.", name);
    }

    /// <summary>C = A · B.</summary>
    private static void Product(int m, int n, int k, StridedMatrix a, float* b, nint bStep, float* c, nint cStep) =>
        MatrixProduct.Block(new ProductShape(m, n, k, a, new StridedMatrix(b, bStep, 1), null, 0, c, cStep));

    private static void Multiply(float* x, float* y, int count, float* result) =>
        VectorMath.Multiply(
            new ReadOnlySpan<float>(x, count), new ReadOnlySpan<float>(y, count), new Span<float>(result, count));

    /// <summary>
    /// The windows of neighbouring heads of one sequence: the same columns of all its rows, which lie a batch apart in
    /// a tensor and <see cref="Step"/> apart in the copy.
    /// </summary>
    private readonly struct Windows(int first, int columns)
    {
        // One line more than the columns: rows a power of two apart would fall onto each other in the first cache.
        private const int LineElements = 16;

        public nint Step { get; } = columns + LineElements;

        public void Gather(float* tensor, nint rowStep, int rows, float* copy)
        {
            tensor += first;
            for (int i = 0; i < rows; i++, tensor += rowStep, copy += Step)
                new ReadOnlySpan<float>(tensor, columns).CopyTo(new Span<float>(copy, columns));
        }

        public void Scatter(float* copy, int rows, float* tensor, nint rowStep)
        {
            tensor += first;
            for (int i = 0; i < rows; i++, tensor += rowStep, copy += Step)
                new ReadOnlySpan<float>(copy, columns).CopyTo(new Span<float>(tensor, columns));
        }

        public void Add(float* copy, int rows, float* tensor, nint rowStep)
        {
            tensor += first;
            for (int i = 0; i < rows; i++, tensor += rowStep, copy += Step)
                VectorMath.Add(
                    new ReadOnlySpan<float>(tensor, columns), new ReadOnlySpan<float>(copy, columns),
                    new Span<float>(tensor, columns));
        }
    }

    private readonly struct ForwardBody(
        AttentionShape s, int rowWidth, float* query, float* key, float* value, float* bias, int biasStep,
        bool* padding,
        float* kept, float* weights, float* result) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            while (start < end)
            {
                int count = Math.Min(end - start, s.Heads - (start % s.Heads));
                RunSequence(start, count);
                start += count;
            }
        }

        /// <summary>Some neighbouring heads of one sequence.</summary>
        private void RunSequence(int firstHead, int count)
        {
            int width = s.HeadWidth;
            int sequence = firstHead / s.Heads;
            var windows = new Windows(firstHead % s.Heads * width, count * width);
            nint step = windows.Step;
            nint rowStep = (nint)s.Batch * rowWidth;
            nint row = (nint)sequence * rowWidth;
            float* queries = Scratch.Take(
                (step * ((2 * s.Queries) + (2 * s.Keys))) + ((nint)s.Keys * width) + (kept == null ? 0 : s.Block));
            float* results = queries + (step * s.Queries);
            float* keys = results + (step * s.Queries);
            float* values = keys + (step * s.Keys);
            float* turnedKeys = values + (step * s.Keys);
            windows.Gather(query + row, rowStep, s.Queries, queries);
            windows.Gather(key + row, rowStep, s.Keys, keys);
            windows.Gather(value + row, rowStep, s.Keys, values);
            for (int i = 0; i < count; i++)
            {
                nint column = (nint)i * width;
                nint block = ((nint)firstHead + i) * s.Block;
                float* scores = weights + block;
                MatrixPacking.Transpose(keys + column, step, s.Keys, width, turnedKeys, s.Keys);
                Product(
                    s.Queries, s.Keys, width, new StridedMatrix(queries + column, step, 1), turnedKeys, s.Keys, scores,
                    s.Keys);
                Hide(scores, sequence);
                AttentionKernel.Softmax(
                    new Span<float>(scores, s.Block), s.Keys, 1 / MathF.Sqrt(width),
                    bias == null
                        ? default
                        : new ReadOnlySpan<float>(bias + (((nint)firstHead + i) * biasStep), s.Block));
                if (kept != null)
                {
                    float* dropped = turnedKeys + ((nint)s.Keys * width);
                    Multiply(scores, kept + block, s.Block, dropped);
                    scores = dropped;
                }

                Product(
                    s.Queries, width, s.Keys, new StridedMatrix(scores, s.Keys, 1), values + column, step,
                    results + column, step);
            }

            windows.Scatter(results, s.Queries, result + ((nint)sequence * s.Width), (nint)s.Batch * s.Width);
        }

        private void Hide(float* scores, int sequence)
        {
            if (padding == null)
                return;
            bool* hidden = padding + ((nint)sequence * s.Keys);
            for (int i = 0; i < s.Queries; i++, scores += s.Keys)
            {
                for (int j = 0; j < s.Keys; j++)
                    scores[j] = hidden[j] ? float.NegativeInfinity : scores[j];
            }
        }
    }

    private readonly struct BackwardBody(
        AttentionShape s, int rowWidth, float* query, float* key, float* value, float* kept, float* weights,
        float* gradient,
        float* toQuery, float* toKey, float* toValue, bool accumulate) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            while (start < end)
            {
                int count = Math.Min(end - start, s.Heads - (start % s.Heads));
                RunSequence(start, count);
                start += count;
            }
        }

        /// <summary>Some neighbouring heads of one sequence.</summary>
        private void RunSequence(int firstHead, int count)
        {
            int width = s.HeadWidth;
            int sequence = firstHead / s.Heads;
            var windows = new Windows(firstHead % s.Heads * width, count * width);
            nint step = windows.Step;
            nint queryRows = step * s.Queries;
            nint keyRows = step * s.Keys;
            nint rowStep = (nint)s.Batch * rowWidth;
            nint row = (nint)sequence * rowWidth;
            float* queries = Scratch.Take(
                (3 * queryRows) + (4 * keyRows) + ((nint)s.Keys * width) + (2 * (nint)s.Block));
            float* gradients = queries + queryRows;
            float* ofQueries = gradients + queryRows;
            float* keys = ofQueries + queryRows;
            float* values = keys + keyRows;
            float* ofKeys = values + keyRows;
            float* ofValues = ofKeys + keyRows;
            float* turnedValues = ofValues + keyRows;
            float* scores = turnedValues + ((nint)s.Keys * width);
            float* dropped = scores + s.Block;
            windows.Gather(query + row, rowStep, s.Queries, queries);
            windows.Gather(key + row, rowStep, s.Keys, keys);
            windows.Gather(value + row, rowStep, s.Keys, values);
            windows.Gather(gradient + ((nint)sequence * s.Width), (nint)s.Batch * s.Width, s.Queries, gradients);
            for (int i = 0; i < count; i++)
            {
                nint column = (nint)i * width;
                float* own = weights + (((nint)firstHead + i) * s.Block);
                float* factors = kept == null ? null : kept + (((nint)firstHead + i) * s.Block);
                if (toValue != null)
                {
                    if (factors != null)
                        Multiply(own, factors, s.Block, dropped);
                    float* used = factors == null ? own : dropped;
                    Product(
                        s.Keys, width, s.Queries, new StridedMatrix(used, 1, s.Keys), gradients + column, step,
                        ofValues + column, step);
                }

                MatrixPacking.Transpose(values + column, step, s.Keys, width, turnedValues, s.Keys);
                Product(
                    s.Queries, s.Keys, width, new StridedMatrix(gradients + column, step, 1), turnedValues, s.Keys,
                    scores, s.Keys);
                if (factors != null)
                    Multiply(scores, factors, s.Block, scores);
                AttentionKernel.Gradient(
                    new ReadOnlySpan<float>(own, s.Block), new Span<float>(scores, s.Block), s.Keys,
                    1 / MathF.Sqrt(width));
                if (toQuery != null)
                    Product(
                        s.Queries, width, s.Keys, new StridedMatrix(scores, s.Keys, 1), keys + column, step,
                        ofQueries + column, step);
                if (toKey != null)
                    Product(
                        s.Keys, width, s.Queries, new StridedMatrix(scores, 1, s.Keys), queries + column, step,
                        ofKeys + column, step);
            }

            Hand(windows, ofQueries, s.Queries, toQuery, row, rowStep);
            Hand(windows, ofKeys, s.Keys, toKey, row, rowStep);
            Hand(windows, ofValues, s.Keys, toValue, row, rowStep);
        }

        /// <summary>
        /// Hands gradients to a tensor that wants them. Two of the three may be the same tensor; then both are added.
        /// </summary>
        private void Hand(in Windows windows, float* copy, int rows, float* target, nint row, nint rowStep)
        {
            if (target == null)
                return;
            if (accumulate)
                windows.Add(copy, rows, target + row, rowStep);
            else
                windows.Scatter(copy, rows, target + row, rowStep);
        }
    }
}
