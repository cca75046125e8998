using System.Diagnostics;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Fuzzing.Mutation;
using NetAnomaly.Fuzzing.Targets;
using NetAnomaly.Models;

namespace NetAnomaly.Fuzzing.Campaigns;

/// <summary>
/// Makes inputs and reads them, one after the other, until the time is over. Inputs that take new branches join the
/// pool.
/// </summary>
internal sealed class Worker : IDisposable
{
    /// <summary>What one input may allocate in all.</summary>
    private const long MostAllocated = 512L << 20;
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    private readonly CampaignOptions options;
    private readonly Random random;
    private readonly InputPool pool;
    private readonly CoverageMap coverage;
    private readonly Watchdog watchdog;
    private readonly Findings findings;
    private readonly HashSet<string> outcomes = new(StringComparer.Ordinal);
    private readonly string inputPath;
    private readonly string corpus;
    private readonly FlowTarget flows = new();
    private readonly ModelTarget models = new(new DetectorRegistry(
        [.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]));
    private readonly HostMapTarget maps = new();
    private (string Format, byte[] Content) current;

    public Worker(CampaignOptions options, IEnumerable<Seed> seeds, CoverageMap coverage)
    {
        this.coverage = coverage;
        this.options = options;
        random = new Random(options.Seed);
        pool = new InputPool(seeds, random);
        findings = new Findings(Path.Combine(options.Output, "findings"));
        corpus = Path.Combine(options.Output, "corpus");
        Directory.CreateDirectory(corpus);
        inputPath = InputPath(options.Output, options.Worker ?? 0);
        watchdog = new Watchdog(what => findings.Add("hang", current.Format, current.Content, what));
    }

    /// <summary>Where a worker's input lies while it is read: what is left of it when the process dies.</summary>
    public static string InputPath(string output, int worker) => Path.Combine(output, $"input-{worker}");

    /// <summary>Goes on until the time is over; writes a line of numbers every few seconds.</summary>
    public void Run(IEnumerable<Seed> seeds)
    {
        foreach (var seed in seeds)
        {
            current = (seed.Format, seed.Content);
            Read(null);
        }

        var end = TimeSpan.FromMinutes(options.Minutes);
        var report = ReportEvery;
        var clock = Stopwatch.StartNew();
        var inputs = 0L;
        while (clock.Elapsed < end)
        {
            current = pool.Next();
            if (Read(random.Next(3) > 0 ? current.Format : null)) Keep();
            inputs++;
            if (clock.Elapsed < report) continue;
            Report(inputs);
            report = clock.Elapsed + ReportEvery;
        }

        Report(inputs);
    }

    public void Dispose() => watchdog.Dispose();

    private bool Read(string? format)
    {
        File.WriteAllBytes(inputPath, current.Content);
        var before = GC.GetTotalAllocatedBytes();
        watchdog.Restart();
        coverage.Clear();
        var outcome = "";
        try
        {
            outcome = Target(ref format).Read(inputPath, format);
            var allocated = GC.GetTotalAllocatedBytes() - before;
            if (allocated > MostAllocated) throw new FuzzFailure($"It allocated {allocated >> 20} MiB.");
        }
        catch (FuzzFailure failure)
        {
            findings.Add(KindOf(failure), current.Format, current.Content, $"format {format}\n{failure}");
        }

        return coverage.IsNew() | outcomes.Add($"{format} {outcome}");
    }

    private IFuzzTarget Target(ref string? format)
    {
        switch (current.Format)
        {
            case ModelTarget.Name: return models;
            case HostMapTarget.Name: return maps;
            default:
                // Packed files are no format of their own.
                if (format is not null && NetAnomaly.Flows.Files.FlowFormats.Find(format) is null) format = null;
                return flows;
        }
    }

    private void Keep()
    {
        pool.Add(current.Format, current.Content);
        File.WriteAllBytes(Path.Combine(corpus, $"{current.Format}-{options.Worker}-{pool.Count}"), current.Content);
    }

    private void Report(long inputs) =>
        Console.WriteLine($"{inputs} {pool.Count} {coverage.Branches} {findings.Count}");

    private static string KindOf(FuzzFailure failure)
    {
        var cause = failure.InnerException;
        var place = cause?.StackTrace?.Split('\n').FirstOrDefault() ?? "";
        return cause is null ? failure.Message[..Math.Min(20, failure.Message.Length)] : cause.GetType().Name + place;
    }
}
