using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Benchmarks.Engine;

namespace NetAnomaly.Benchmarks.Products;

/// <summary>
/// The matrix product beside OpenBLAS: turns taken, a process each, medians and bests of both, ratios.
/// </summary>
internal static class ProductBenchmark
{
    private static readonly int[] Threads = [1, 2];

    public static void Run(string filter, int turns)
    {
        MeasuredShape[] shapes = ProductShapes.Matching(filter);
        bool known = OpenBlas.TryLoad(out OpenBlas? blas);
        Console.WriteLine(known ? blas!.Name : "OpenBLAS is not installed: only our own figures follow.");
        var ours = new Dictionary<(int Shape, int Threads), List<double>>();
        var theirs = new Dictionary<(int Shape, int Threads), List<double>>();
        for (int turn = 0; turn < turns; turn++)
        {
            foreach (int threads in Threads)
            {
                Collect(ours, "embedded", filter, threads);
                if (known)
                    Collect(theirs, ProductSide.Peer, filter, threads);
            }
        }

        Console.WriteLine("GFLOP/s, median (best); ratio of medians (of bests)");
        Console.WriteLine($"{"shape",-36} {"thr",3} {"ours",15} {"OpenBLAS",15} {"ratio",13}");
        for (int i = 0; i < shapes.Length; i++)
        {
            foreach (int threads in Threads)
                Console.WriteLine(Line(shapes[i], threads, ours[(i, threads)], theirs.GetValueOrDefault((i, threads))));
        }
    }

    private static void Collect(
        Dictionary<(int Shape, int Threads), List<double>> figures, string side, string filter, int threads)
    {
        ProcessStartInfo start = BenchmarkProcess.Own(
            "product-side", side, filter, threads.ToString(CultureInfo.InvariantCulture));
        BenchmarkProcess.AllowOpenMP(start, threads);
        string[] lines = BenchmarkProcess.OutputOf(start).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int shape = 0;
        foreach (string line in lines)
        {
            if (!figures.TryGetValue((shape, threads), out List<double>? all))
                figures[(shape, threads)] = all = [];
            all.AddRange(line.Split(' ').Select(r => double.Parse(r, CultureInfo.InvariantCulture)));
            shape++;
        }
    }

    private static string Line(MeasuredShape shape, int threads, List<double> ours, List<double>? theirs)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture, $"{shape.Name,-36} {threads,3} {Median(ours),7:F1} ({ours.Max(),5:F1})");
        return theirs is null ? line : line + string.Create(
            CultureInfo.InvariantCulture,
            $" {Median(theirs),7:F1} ({theirs.Max(),5:F1}) {Median(ours) / Median(theirs),6:F2} "
                + $"({ours.Max() / theirs.Max():F2})");
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
