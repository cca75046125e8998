using System.Diagnostics;
using NetAnomaly.Tensors.Kernels;
using NetAnomaly.Tensors.Kernels.Threads;

namespace NetAnomaly.Benchmarks.Products;

/// <summary>The matrix product beside OpenBLAS: turns taken, medians and bests of both, ratios.</summary>
internal static class ProductBenchmark
{
    private sealed record Shape(string Name, bool TransposeA, bool TransposeB, int M, int N, int K);

    private static readonly Shape[] Shapes =
    [
        .. new[] { 192, 256, 384, 512, 768, 1024 }.Select(s => new Shape($"{s} cubed", false, false, s, s, s)),
        new("512 cubed, A transposed", true, false, 512, 512, 512),
        new("512 cubed, B transposed", false, true, 512, 512, 512),
        new("512 cubed, both transposed", true, true, 512, 512, 512),
        new("LSTM input x·Wᵀ", false, true, 2048, 512, 64),
        new("LSTM step h·Wᵀ", false, true, 64, 512, 128),
        new("LSTM step h·W, W transposed before", false, false, 64, 512, 128),
        new("LSTM step, half a batch", false, false, 32, 512, 128),
        new("LSTM step back dg·W", false, false, 64, 128, 512),
        new("LSTM dWhh = dgᵀ·h", true, false, 512, 128, 2048),
        new("LSTM dWih = dgᵀ·x", true, false, 512, 64, 2048),
        new("LSTM dx = dg·Wih", false, false, 2048, 64, 512),
        new("head x·Wᵀ", false, true, 2048, 512, 128),
        new("head dx = dy·W", false, false, 2048, 128, 512),
        new("head dW = dyᵀ·x", true, false, 512, 128, 2048),
        new("QKV", false, true, 2048, 384, 128),
        new("attention out", false, true, 2048, 128, 128),
        new("feed-forward up", false, true, 2048, 256, 128),
        new("feed-forward down", false, true, 2048, 128, 256),
        new("attention scores q·kᵀ, one head", false, true, 32, 32, 32),
        new("attention mix p·v, one head", false, false, 32, 32, 32),
        new("one row x·Wᵀ", false, true, 1, 512, 128),
        new("one row x·W", false, false, 1, 512, 128),
        new("outer product", false, false, 256, 256, 1),
        new("conv as product", false, false, 2048, 64, 300),
    ];

    public static void Run(string filter, int turns)
    {
        bool known = OpenBlas.TryLoad(out OpenBlas? blas);
        Console.WriteLine(known ? blas!.Name : "OpenBLAS is not installed: only our own figures follow.");
        Console.WriteLine("GFLOP/s, median (best); ratio of medians (of bests)");
        Console.WriteLine($"{"shape",-36} {"thr",3} {"ours",15} {"OpenBLAS",15} {"ratio",13}");
        foreach (Shape shape in Shapes.Where(s => s.Name.Contains(filter, StringComparison.Ordinal)))
        {
            foreach (int threads in new[] { 1, 2 })
                Report(shape, threads, blas, turns);
        }
    }

    private static void Report(Shape s, int threads, OpenBlas? blas, int turns)
    {
        ParallelFor.ThreadCount = threads;
        blas?.SetThreads(threads);
        var random = new Random(1);
        float[] a = Fill(random, s.M * s.K);
        float[] b = Fill(random, s.K * s.N);
        var c = new float[s.M * s.N];
        int lda = s.TransposeA ? s.M : s.K;
        int ldb = s.TransposeB ? s.K : s.N;
        void Ours() => MatrixProduct.Multiply(s.TransposeA, s.TransposeB, s.M, s.N, s.K, a, lda, b, ldb, c, s.N, false);
        void Theirs() => blas!.Multiply(s.TransposeA, s.TransposeB, s.M, s.N, s.K, a, lda, b, ldb, c, s.N);
        double work = 2.0 * s.M * s.N * s.K;
        int repeats = (int)Math.Clamp(3e-3 * 8e10 / work, 1, 20000);
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int turn = 0; turn < turns; turn++)
        {
            ours.Add(work / Time(Ours, repeats) / 1e9);
            if (blas is not null)
                theirs.Add(work / Time(Theirs, repeats) / 1e9);
        }

        // The first turns warm the caches, the threads and the compiler.
        ours.RemoveRange(0, turns / 4);
        string line = $"{s.Name,-36} {threads,3} {Median(ours),7:F1} ({ours.Max(),5:F1})";
        if (blas is not null)
        {
            theirs.RemoveRange(0, turns / 4);
            line += $" {Median(theirs),7:F1} ({theirs.Max(),5:F1}) {Median(ours) / Median(theirs),6:F2} ({ours.Max() / theirs.Max():F2})";
        }

        Console.WriteLine(line);
    }

    private static double Time(Action action, int repeats)
    {
        // OpenMP threads spin for a while after their last work; the next in turn shall have both cores to itself.
        Thread.Sleep(ParallelFor.ThreadCount == 1 ? 0 : 25);
        for (int i = 0; i < 1 + (repeats / 10); i++)
            action();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static float[] Fill(Random random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (random.NextSingle() * 2) - 1;
        return values;
    }
}
