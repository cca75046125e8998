using System.Diagnostics;
using System.Globalization;
using System.Text;
using NetAnomaly.Benchmarks.Engine;
using NetAnomaly.Benchmarks.Figures;

namespace NetAnomaly.Benchmarks.Engines;

/// <summary>
/// The embedded engine beside libtorch as an expert would run it (its own optimizer, inference mode, its threads bound
/// to processors), by turns, each in a process of its own: libtorch at its full speed, and with the instruction set
/// with which its answers are right on this machine.
/// </summary>
internal static class EngineComparison
{
    private const string Embedded = "embedded";
    private const string Full = "full";
    private const string Right = "right";
    private const string Limit = "ONEDNN_MAX_CPU_ISA";

    private static readonly ModelArchitecture[] Architectures =
    [
        ModelArchitecture.Clstm, ModelArchitecture.BiLstm, ModelArchitecture.Transformer,
    ];
    private static readonly int[] Threads = [1, 2];

    /// <summary>Runs it.</summary>
    /// <param name="arguments">[turns] [architecture] [--write]</param>
    public static int Run(string[] arguments)
    {
        var torch = TorchProgram();
        if (!File.Exists(torch))
        {
            Console.Error.WriteLine(
                $"{torch} is not there: run this through `dotnet build.cs bench engines`, which builds it.");
            return 1;
        }

        var turns = arguments.Select(argument => int.TryParse(argument, out var number) ? number : 0)
            .FirstOrDefault(number => number > 0, 5);
        var wanted = Architectures.Where(
            architecture => arguments.Contains(architecture.ToString(), StringComparer.OrdinalIgnoreCase)).ToArray();
        var architectures = wanted.Length > 0 ? wanted : Architectures;
        var limit = OutputOf(torch, [], ["limit"]).Trim().Split('\n')[^1].Trim();
        Console.WriteLine($"Newest instruction set with which libtorch's answers are right here: {limit}");
        var results = new List<(ModelArchitecture Architecture, int Threads, string Side, EngineSpeedResult Result)>();
        for (var turn = 1; turn <= turns; turn++)
        {
            foreach (var architecture in architectures)
            {
                foreach (var threads in Threads)
                {
                    results.Add((architecture, threads, Embedded, Measure(null, architecture, threads, null)));
                    results.Add((architecture, threads, Full, Measure(torch, architecture, threads, null)));
                    results.Add(
                        (
                            architecture, threads, Right, limit == "DEFAULT"
                                ? results[^1].Result
                                : Measure(torch, architecture, threads, limit)));
                }
            }

            Console.Error.WriteLine($"turn {turn} of {turns} done");

            // After each turn, so that a run that is stopped leaves what it has measured.
            if (arguments.Contains("--write"))
                GeneratedFigure.Write(
                    "docs/engines.md", "engines", "engines --write", Table(architectures, limit, turn, results));
        }

        Console.WriteLine(Table(architectures, limit, turns, results));
        return 0;
    }

    private static EngineSpeedResult Measure(string? torch, ModelArchitecture architecture, int threads, string? limit)
    {
        var environment = new List<(string, string)>
        {
            ("DOTNET_PROCESSOR_COUNT", threads.ToString(CultureInfo.InvariantCulture)),
        };
        if (limit is not null) environment.Add((Limit, limit));
        var output = torch is null
            ? Output(BenchmarkProcess.Own("engine-speed", architecture.ToString()), environment, threads)
            : OutputOf(torch, environment, ["speed", architecture.ToString()], threads);
        return EngineSpeedResult.Read(output);
    }

    private static string OutputOf(
        string program, IEnumerable<(string Name, string Value)> environment, IEnumerable<string> arguments,
        int threads = 1) =>
        Output(new ProcessStartInfo("dotnet", [program, .. arguments]), environment, threads);

    private static string Output(
        ProcessStartInfo start, IEnumerable<(string Name, string Value)> environment, int threads)
    {
        BenchmarkProcess.AllowOpenMP(start, threads);
        start.Environment.Remove(Limit);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return BenchmarkProcess.OutputOf(start);
    }

    private static string Table(
        ModelArchitecture[] architectures, string limit, int turns,
        List<(ModelArchitecture Architecture, int Threads, string Side, EngineSpeedResult Result)> results)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"`dotnet build.cs bench engines {turns}` on {Processor()};");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"flows per second, medians of {turns}; ratios are medians of the turns' ratios.");
        text.AppendLine(limit == "DEFAULT"
            ? "libtorch's answers are right here with every instruction set, so that its full speed is also its "
                + "right one."
            : $"libtorch's answers are right here up to {limit} (`{Limit}`); at full speed some of them are wrong.");
        text.AppendLine();
        text.AppendLine(
            "| | threads | embedded | libtorch, full speed | libtorch, right | embedded / full | embedded / right |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var architecture in architectures)
        {
            foreach (
                var (task, rate) in new (string, Func<EngineSpeedResult, double>)[]
                {
                    ("training", result => result.Training), ("scoring", result => result.Scoring),
                })
            {
                foreach (var threads in Threads)
                {
                    double[] Of(string side) =>
                        [
                            .. results.Where(
                                one => one.Architecture == architecture && one.Threads == threads
                                    && one.Side == side).Select(one => rate(one.Result)),
                        ];
                    double[] own = Of(Embedded), full = Of(Full), right = Of(Right);
                    text.AppendLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| `{architecture}` {task} | {threads} | {Median(own):N0} | {Median(full):N0} | "
                            + $"{Median(right):N0} | {Ratio(own, full):0.00} | {Ratio(own, right):0.00} |"));
                }
            }
        }

        return text.ToString();
    }

    private static double Ratio(double[] ours, double[] theirs) =>
        Median([.. ours.Zip(theirs, (own, other) => own / other)]);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length % 2 == 1
            ? values[values.Length / 2]
            : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }

    private static string Processor()
    {
        var name = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(
                line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return $"{Environment.ProcessorCount} processors, {name ?? "of unknown make"}";
    }

    private static string TorchProgram()
    {
        const string Name = "NetAnomaly.Benchmarks.Torch";
        return Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory.Replace("NetAnomaly.Benchmarks", Name, StringComparison.Ordinal),
                $"{Name}.dll"));
    }
}
