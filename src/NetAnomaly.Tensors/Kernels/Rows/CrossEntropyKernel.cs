namespace NetAnomaly.Tensors.Kernels;

/// <summary>What cross entropy does with the logits of many rows: the softmax itself is never stored.</summary>
internal static unsafe class CrossEntropyKernel
{
    private const int Grain = 32;

    /// <summary>The logarithm of the sum of eˣ of each row.</summary>
    /// <exception cref="ArgumentException">The logits are not <c>totals.Length</c> rows of
    /// <paramref name="classes"/>.</exception>
    public static void Totals(ReadOnlySpan<float> logits, int classes, Span<float> totals)
    {
        Require(logits.Length, (long)totals.Length * classes);
        fixed (float* p = logits, t = totals)
            ParallelFor.RunRanges(totals.Length, Grain, new TotalsBody(p, classes, t));
    }

    /// <summary>
    /// For each row factor · softmax + addend, less <paramref name="own"/> at the target. A row with factor 0 is all
    /// zero.
    /// </summary>
    /// <param name="logits">Rows of <paramref name="classes"/>.</param>
    /// <param name="classes">Width of a row.</param>
    /// <param name="targets">The class of each row; looked at only where the factor is not 0.</param>
    /// <param name="totals">As <see cref="Totals"/> left them.</param>
    /// <param name="factors">A factor for each row.</param>
    /// <param name="addends">A number added to the whole of each row, or empty.</param>
    /// <param name="own">What the target's element is lessened by, for each row.</param>
    /// <param name="result">Rows of <paramref name="classes"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is no class.</exception>
    public static void Gradient(
        ReadOnlySpan<float> logits, int classes, ReadOnlySpan<long> targets, ReadOnlySpan<float> totals,
        ReadOnlySpan<float> factors, ReadOnlySpan<float> addends, ReadOnlySpan<float> own, Span<float> result)
    {
        int rows = targets.Length;
        Require(logits.Length, (long)rows * classes);
        Require(result.Length, logits.Length);
        Require(totals.Length, rows);
        Require(factors.Length, rows);
        Require(own.Length, rows);
        if (!addends.IsEmpty)
            Require(addends.Length, rows);
        for (int i = 0; i < rows; i++)
        {
            if (factors[i] != 0 && (ulong)targets[i] >= (ulong)classes)
                throw new ArgumentOutOfRangeException(
                    nameof(targets), targets[i], $"There are classes 0 to {classes - 1}.");
        }

        fixed (long* y = targets)
        fixed (float* p = logits, t = totals, f = factors, a = addends, o = own, r = result)
            ParallelFor.RunRanges(rows, Grain, new GradientBody(p, classes, y, t, f, a, o, r));
    }

    private static void Require(int length, long expected)
    {
        if (length != expected)
            throw new ArgumentException($"{expected} elements are needed, not {length}.");
    }

    private readonly struct TotalsBody(float* logits, int classes, float* totals) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            for (int i = start; i < end; i++)
                totals[i] = RowKernels.LogSumExp(logits + ((nint)i * classes), classes, null, out _);
        }
    }

    private readonly struct GradientBody(
        float* logits, int classes, long* targets, float* totals, float* factors, float* addends, float* own,
        float* result)
        : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                float* row = result + ((nint)i * classes);
                if (factors[i] == 0)
                {
                    new Span<float>(row, classes).Clear();
                    continue;
                }

                RowKernels.ScaledExp(
                    logits + ((nint)i * classes), classes, totals[i], factors[i], addends == null
                        ? 0
                        : addends[i], row);
                row[targets[i]] -= own[i];
            }
        }
    }
}
