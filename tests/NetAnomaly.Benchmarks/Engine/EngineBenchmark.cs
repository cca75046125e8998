using System.Diagnostics;
using System.Globalization;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>
/// The embedded engine beside PyTorch on the two models of <c>torch_lm.py</c>, one and two threads, in turn; every run
/// is a process of its own. Both sides are measured here, in the same repetition: no figure of PyTorch's is taken from
/// elsewhere.
/// </summary>
internal static class EngineBenchmark
{
    private const string Python = "/usr/bin/python3";

    /// <summary>
    /// Runs the PyTorch program unchanged and prints, from the clock readings around its two timed loops (the last four
    /// of the process), the processor time of a step as our own side does.
    /// </summary>
    private const string Metered = """
        import atexit, os, sys, time
        wall, readings = time.perf_counter, []
        def read():
            readings.append(time.process_time())
            return wall()
        def show():
            a, b, c, d = readings[-4:]
            steps = int(os.environ['STEPS'])
            print('processor time per step: training %.2f ms, scoring %.2f ms' % (
                (b - a) / steps * 1e3, (d - c) / steps * 1e3))
        time.perf_counter = read
        atexit.register(show)
        exec(compile(open(sys.argv[1]).read(), sys.argv[1], 'exec'))
        """;

    /// <summary>No repetition begins that would probably end later than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    private static readonly string[] AllModels = ["lstm", "transformer"];
    private static readonly int[] Threads = [1, 2];

    // Documented at the top of the PyTorch program.
    private static readonly Dictionary<string, double> FirstLosses = new()
    {
        ["lstm"] = 6.251153, ["transformer"] = 6.987629,
    };

    public static int Run(int repetitions, int steps, string filter)
    {
        string[] models = Array.FindAll(AllModels, m => m.Contains(filter, StringComparison.Ordinal));
        string? program = TorchProgram();
        if (program is null)
            Console.WriteLine(
                $"PyTorch's side needs {Python} and ../shared/bench/torch_lm.py beside the repository: only our own "
                    + $"figures follow.");
        var ours = new EngineSamples();
        var theirs = new EngineSamples();
        Console.WriteLine($"{steps} timed steps a run; load of the machine before: {Load()}");
        long start = Stopwatch.GetTimestamp();
        int done = 0;
        while (done < repetitions && Stopwatch.GetElapsedTime(start) * (done + 1) <= Longest * Math.Max(1, done))
        {
            foreach (int threads in Threads)
            {
                foreach (string model in models)
                {
                    ours.Add(done, threads, EngineResult.Read(BenchmarkProcess.OutputOf(Own(model, threads, steps))));
                    if (program is not null)
                        theirs.Add(
                            done, threads,
                            EngineResult.Read(BenchmarkProcess.OutputOf(Torch(program, model, threads, steps))));
                }
            }

            done++;
            Console.Error.WriteLine($"repetition {done} of {repetitions} done");
        }

        Console.WriteLine($"{done} repetitions of {repetitions} asked for; load of the machine after: {Load()}");
        Print(ours, theirs, models);
        return LossesAgree(ours, models) ? 0 : 1;
    }

    private static void Print(EngineSamples ours, EngineSamples theirs, string[] models)
    {
        Console.WriteLine(
            "Tokens per second, median (best); ratio: median of the ratios within each repetition (of the bests).");
        Console.WriteLine($"{"",-22} {"threads",7} {"embedded",18} {"PyTorch",18} {"ratio",12}  by processor time");
        foreach (string model in models)
        {
            PrintTask(ours, theirs, model, "training", r => r.Training, r => r.TrainingProcessor);
            PrintTask(ours, theirs, model, "scoring", r => r.Scoring, r => r.ScoringProcessor);
        }

        foreach (string model in models)
        {
            (double own, _) = ours.MedianAndBest(model, 2, r => r.PeakMebibytes);
            (double other, _) = theirs.MedianAndBest(model, 2, r => r.PeakMebibytes);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{model + " peak memory",-26} {own:F0} MiB, PyTorch {other:F0} MiB, ratio {own / other:F2}"));
        }
    }

    private static void PrintTask(
        EngineSamples ours, EngineSamples theirs, string model, string task, Func<EngineResult, double> rate,
        Func<EngineResult, double> processor)
    {
        foreach (int threads in Threads)
        {
            (double own, double ownBest) = ours.MedianAndBest(model, threads, rate);
            (double other, double otherBest) = theirs.MedianAndBest(model, threads, rate);
            double ratio = EngineSamples.MedianRatio(ours, threads, theirs, threads, model, rate);

            // On one thread processor time is what the run would take on a machine without other work; two threads of
            // PyTorch's spin while they wait, which says nothing.
            string spent = threads > 1 ? "" : string.Create(
                CultureInfo.InvariantCulture,
                $"{EngineSamples.MedianRatio(theirs, threads, ours, threads, model, processor),6:F2}");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{model + " " + task,-22} {threads,7} {own,9:F0} ({ownBest,6:F0}) {other,9:F0} ({otherBest,6:F0}) "
                    + $"{ratio,5:F2} ({ownBest / otherBest:F2}) {spent}"));
        }

        double gain = EngineSamples.MedianRatio(ours, 2, ours, 1, model, rate);
        double otherGain = EngineSamples.MedianRatio(theirs, 2, theirs, 1, model, rate);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  second thread's gain: {gain:F2}, PyTorch {otherGain:F2}"));
    }

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static bool LossesAgree(EngineSamples ours, string[] models)
    {
        bool agree = true;
        foreach (string model in models)
        {
            double expected = FirstLosses[model];
            (double found, _) = ours.MedianAndBest(model, 1, r => r.FirstLoss);
            bool same = Math.Abs(found - expected) <= 1e-5 * expected;
            agree &= same;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{model} first loss {found:F6}, documented {expected:F6}: {(same ? "agrees" : "DIFFERS")}"));
        }

        return agree;
    }

    private static string? TorchProgram()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "NetAnomaly.PowerShell.sln")))
            root = root.Parent;
        string? program = root?.Parent is { } beside
            ? Path.Combine(beside.FullName, "shared", "bench", "torch_lm.py")
            : null;
        return File.Exists(program) && File.Exists(Python) ? program : null;
    }

    private static ProcessStartInfo Own(string model, int threads, int steps) =>
        BenchmarkProcess.Own(
            "run", model, threads.ToString(CultureInfo.InvariantCulture), steps.ToString(CultureInfo.InvariantCulture));

    private static ProcessStartInfo Torch(string program, string model, int threads, int steps)
    {
        var start = new ProcessStartInfo(Python, ["-c", Metered, program]);
        BenchmarkProcess.AllowOpenMP(start, threads);
        start.Environment["T"] = threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["STEPS"] = steps.ToString(CultureInfo.InvariantCulture);
        start.Environment["MODELS"] = model;
        return start;
    }
}
