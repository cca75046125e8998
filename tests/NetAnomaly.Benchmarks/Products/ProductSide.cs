using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Benchmarks.Products;

/// <summary>
/// One side's turn in a process of its own: a few timed stretches of every shape, printed in GFLOP/s.
/// </summary>
internal static class ProductSide
{
    /// <summary>The argument that asks for OpenBLAS; anything else asks for our own products.</summary>
    public const string Peer = "openblas";

    private const int Stretches = 5;

    /// <summary>
    /// Long enough for the just-in-time compiler to have replaced what it compiled in a hurry: it counts 30 calls,
    /// waits until nothing new was called for 0.1 s, and works in the background.
    /// </summary>
    private static readonly TimeSpan FirstWarmUp = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(20);

    public static int Run(string side, string filter, int threads)
    {
        OpenBlas? blas = null;
        if (side == Peer)
        {
            if (!OpenBlas.TryLoad(out blas))
                return 1;
            blas.SetThreads(threads);
        }

        ParallelFor.ThreadCount = threads;
        bool first = true;
        foreach (MeasuredShape shape in ProductShapes.Matching(filter))
        {
            IEnumerable<double> rates = Measure(shape, blas, first ? FirstWarmUp : WarmUp);
            Console.WriteLine(string.Join(' ', rates.Select(r => r.ToString("R", CultureInfo.InvariantCulture))));
            first = false;
        }

        return 0;
    }

    private static List<double> Measure(MeasuredShape s, OpenBlas? blas, TimeSpan warmUp)
    {
        var random = new Random(1);
        float[] a = Fill(random, s.M * s.K);
        float[] b = Fill(random, s.K * s.N);
        float[] c = Fill(random, s.M * s.N);
        int lda = s.TransposeA ? s.M : s.K;
        int ldb = s.TransposeB ? s.K : s.N;
        void Ours() => MatrixProduct.Multiply(s.TransposeA, s.TransposeB, s.M, s.N, s.K, a, lda, b, ldb, c, s.N, false);
        void Theirs() => blas!.Multiply(s.TransposeA, s.TransposeB, s.M, s.N, s.K, a, lda, b, ldb, c, s.N);
        Action action = blas is null ? Ours : Theirs;
        double work = 2.0 * s.M * s.N * s.K;
        int repeats = (int)Math.Clamp(3e-3 * 8e10 / work, 1, 20000);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < warmUp)
            action();
        var rates = new List<double>();
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
                action();
            rates.Add(work * repeats / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9);
        }

        return rates;
    }

    private static float[] Fill(Random random, int count)
    {
        float[] values = GC.AllocateUninitializedArray<float>(count, pinned: true);
        for (int i = 0; i < count; i++)
            values[i] = (random.NextSingle() * 2) - 1;
        return values;
    }
}
