using System.Diagnostics;
using System.Globalization;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>
/// The embedded engine beside PyTorch on the two models of <c>torch_lm.py</c>, one and two threads, in turn; every run is a
/// process of its own. Prints medians and their ratios.
/// </summary>
internal static class EngineBenchmark
{
    private const string Python = "/usr/bin/python3";

    private static readonly string[] Models = ["lstm", "transformer"];
    private static readonly int[] Threads = [1, 2];

    // Documented at the top of the PyTorch program.
    private static readonly Dictionary<string, double> FirstLosses = new() { ["lstm"] = 6.251153, ["transformer"] = 6.987629 };

    public static int Run(int repetitions, int steps)
    {
        string? program = TorchProgram();
        if (program is null)
            Console.WriteLine($"PyTorch's side needs {Python} and ../shared/bench/torch_lm.py beside the repository: only our own figures follow.");
        var ours = new Samples();
        var theirs = new Samples();
        for (int i = 0; i < repetitions; i++)
        {
            foreach (int threads in Threads)
            {
                foreach (string model in Models)
                {
                    ours.Add(threads, EngineResult.Read(Start(Own(model, threads, steps))));
                    if (program is not null)
                        theirs.Add(threads, EngineResult.Read(Start(Torch(program, model, threads, steps))));
                }
            }

            Console.Error.WriteLine($"repetition {i + 1} of {repetitions} done");
        }

        Print(ours, theirs);
        return LossesAgree(ours) ? 0 : 1;
    }

    private static void Print(Samples ours, Samples theirs)
    {
        Console.WriteLine($"{"tokens/s, median (best)",-26} {"threads",7} {"embedded",20} {"PyTorch",20} {"ratio",12}");
        foreach (string model in Models)
        {
            foreach ((string task, Func<EngineResult, double> figure) in new (string, Func<EngineResult, double>)[] { ("training", r => r.Training), ("scoring", r => r.Scoring) })
            {
                foreach (int threads in Threads)
                {
                    (double own, double ownBest) = ours.MedianAndBest(model, threads, figure);
                    (double other, double otherBest) = theirs.MedianAndBest(model, threads, figure);
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{model + " " + task,-26} {threads,7} {own,10:F0} ({ownBest,7:F0}) {other,10:F0} ({otherBest,7:F0}) {own / other,5:F2} ({ownBest / otherBest:F2})"));
                }

                (double one, double oneBest) = ours.MedianAndBest(model, 1, figure);
                (double two, double twoBest) = ours.MedianAndBest(model, 2, figure);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  second thread's gain: {two / one:F2} ({twoBest / oneBest:F2})"));
            }
        }

        foreach (string model in Models)
        {
            (double own, _) = ours.MedianAndBest(model, 2, r => r.PeakMebibytes);
            (double other, _) = theirs.MedianAndBest(model, 2, r => r.PeakMebibytes);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model + " peak memory",-26} {own:F0} MiB, PyTorch {other:F0} MiB, ratio {own / other:F2}"));
        }
    }

    private static bool LossesAgree(Samples ours)
    {
        bool agree = true;
        foreach ((string model, double expected) in FirstLosses)
        {
            (double found, _) = ours.MedianAndBest(model, 1, r => r.FirstLoss);
            bool same = Math.Abs(found - expected) <= 1e-5 * expected;
            agree &= same;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model} first loss {found:F6}, documented {expected:F6}: {(same ? "agrees" : "DIFFERS")}"));
        }

        return agree;
    }

    private static string? TorchProgram()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "NetAnomaly.PowerShell.sln")))
            root = root.Parent;
        string? program = root?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "bench", "torch_lm.py") : null;
        return File.Exists(program) && File.Exists(Python) ? program : null;
    }

    private static ProcessStartInfo Own(string model, int threads, int steps)
    {
        // Started by its own executable or by the dotnet host.
        string host = Environment.ProcessPath ?? "dotnet";
        var start = new ProcessStartInfo(host);
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "NetAnomaly.Benchmarks.dll"));
        foreach (string argument in new[] { "run", model, threads.ToString(CultureInfo.InvariantCulture), steps.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        return start;
    }

    private static ProcessStartInfo Torch(string program, string model, int threads, int steps)
    {
        var start = new ProcessStartInfo(Python, [program]);
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["T"] = threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["STEPS"] = steps.ToString(CultureInfo.InvariantCulture);
        start.Environment["MODELS"] = model;
        return start;
    }

    private static string Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private sealed class Samples
    {
        private readonly List<(int Threads, EngineResult Result)> all = [];

        public void Add(int threads, IEnumerable<EngineResult> results) => all.AddRange(results.Select(r => (threads, r)));

        public (double Median, double Best) MedianAndBest(string model, int threads, Func<EngineResult, double> figure)
        {
            double[] sorted = [.. all.Where(s => s.Threads == threads && s.Result.Model == model).Select(s => figure(s.Result)).Order()];
            return sorted.Length == 0 ? (double.NaN, double.NaN) : (sorted[sorted.Length / 2], sorted[^1]);
        }
    }
}
