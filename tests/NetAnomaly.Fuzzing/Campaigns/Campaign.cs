using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Fuzzing.Mutation;

namespace NetAnomaly.Fuzzing.Campaigns;

/// <summary>
/// Runs workers on every core until the time is over, starts those again that died, and sums up what they did.
/// </summary>
/// <param name="options">What was asked for.</param>
/// <param name="root">Where the repository lies.</param>
internal sealed class Campaign(CampaignOptions options, string root)
{
    private readonly Lock guard = new();
    private readonly Dictionary<int, long[]> numbers = [];
    private int started;
    private int died;

    /// <summary>Runs; the exit code is 0 where nothing was found.</summary>
    public int Run()
    {
        var findings = Path.Combine(options.Output, "findings");
        if (Directory.Exists(findings)) Directory.Delete(findings, recursive: true);
        var program = Instrumentation.Make(Path.Combine(options.Output, "program"));
        var end = DateTime.UtcNow.AddMinutes(options.Minutes);
        Task[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(
            worker => Task.Factory.StartNew(
                () => Keep(program, worker, end), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default))];
        while (!Task.WaitAll(workers, TimeSpan.FromSeconds(10))) Console.WriteLine(Sum());
        Console.WriteLine(Sum());
        var found = Directory.Exists(findings) ? Directory.GetFiles(findings, "*.txt").Length : 0;
        Console.WriteLine(found == 0
            ? "Every input was answered as it has to be."
            : $"{found} findings are in {findings}, each with a text that says what came of it.");
        return found == 0 ? 0 : 1;
    }

    /// <summary>Does what a worker does.</summary>
    public int Work()
    {
        // Instrumented code writes to it from its first call on.
        using var coverage = new CoverageMap();
        Seed[] seeds = [.. Seed.Of(root).Where(
            seed => options.Format is null || seed.Format.Equals(options.Format, StringComparison.OrdinalIgnoreCase))];
        if (seeds.Length == 0) throw new FormatException($"The corpus has nothing of the format '{options.Format}'.");
        using var worker = new Worker(options, seeds, coverage);
        worker.Run(seeds);
        return 0;
    }

    private void Keep(string program, int worker, DateTime end)
    {
        for (var left = end - DateTime.UtcNow; left > TimeSpan.FromSeconds(1); left = end - DateTime.UtcNow)
        {
            var number = Interlocked.Increment(ref started);
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = root };
            start.ArgumentList.Add(program);
            foreach (var argument in options.ForWorker(worker, options.Seed + number, left.TotalMinutes))
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            while (process.StandardOutput.ReadLine() is { } line) Take(number, line);
            process.WaitForExit();
            if (process.ExitCode == 0) continue;
            Interlocked.Increment(ref died);
            // A hang is told by the worker itself.
            if (process.ExitCode != Watchdog.HungExit)
                KeepInput(worker, $"The process ended with {process.ExitCode} while it read this.");
        }
    }

    private void KeepInput(int worker, string what)
    {
        var input = Worker.InputPath(options.Output, worker);
        if (!File.Exists(input)) throw new InvalidOperationException($"A worker does not start: {what}");
        lock (guard)
        {
            new Findings(Path.Combine(options.Output, "findings"))
                .Add("died", $"died-{died}", File.ReadAllBytes(input), what);
        }
    }

    private void Take(int number, string line)
    {
        long[] parsed = [.. line.Split(' ').Select(
            part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1)];
        lock (guard)
        {
            if (parsed is [>= 0, >= 0, >= 0, >= 0]) numbers[number] = parsed;
            else Console.WriteLine(line);
        }
    }

    private string Sum()
    {
        lock (guard)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{numbers.Values.Sum(own => own[0]):N0} inputs, {numbers.Values.Sum(own => own[1]):N0} in the corpus, "
                    + $"{numbers.Values.Select(own => own[2]).DefaultIfEmpty().Max():N0} branches, "
                    + $"{numbers.Values.Sum(own => own[3]):N0} failures, {died} processes died.");
        }
    }
}
