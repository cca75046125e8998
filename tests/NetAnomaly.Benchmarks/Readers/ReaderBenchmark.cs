using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Benchmarks.Readers;

/// <summary>
/// How fast files of flows are read into typed records, beside <c>pandas.read_csv</c> on the same machine in the same
/// run.
/// </summary>
internal static class ReaderBenchmark
{
    private const string PandasScript =
        "import pandas,time,sys\nt=time.perf_counter();pandas.read_csv(sys.argv[1]);print(time.perf_counter()-t)";

    /// <summary>Runs it.</summary>
    /// <param name="options"><c>--data FOLDER</c>, <c>--times N</c>, <c>--core</c> for the core alone.</param>
    public static int Run(string[] options)
    {
        var data = Option(options, "--data") ?? "../shared/data";
        var times = int.Parse(Option(options, "--times") ?? "5", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("readers");
        try
        {
            var argus = Unpack(Path.Combine(data, "ctu13", "capture20110816.binetflow.gz"), folder);
            var first = Read(argus);
            Console.WriteLine($"core, first run: {Rate(first.Seconds, first.Rows)}");
            if (options.Contains("--core")) return ShowCore(argus, times);
            // In turns, so that whatever else the machine does meets both.
            var turns = Enumerable.Range(0, times).Select(_ => (Core: Read(argus).Seconds, Pandas: Pandas(argus)))
                .ToArray();
            var median = Median(turns.Select(turn => turn.Core));
            var pandas = Median(turns.Select(turn => turn.Pandas));
            Console.WriteLine($"core, median of {times}: {Rate(median, first.Rows)}, {Megabytes(argus, median)}");
            Console.WriteLine(
                $"pandas.read_csv, median of {times}: {Rate(pandas, first.Rows)}; core is "
                    + $"{Median(turns.Select(turn => turn.Pandas / turn.Core)):0.00} times as fast");
            if (Pipeline(argus, Option(options, "--module"), times) is > 0 and var piped)
                Console.WriteLine(
                    $"Import-FlowData | Test-FlowAnomaly, median of {times}: {Rate(piped, first.Rows)}; "
                        + $"{pandas / piped:0.00} times pandas");
            foreach (
                var name in (string[])
                [
                    "ctu13/capture20110816.binetflow.gz", "iot23/CTU-IoT-Malware-Capture-34-1.conn.log.labeled.gz",
                    "nfql/nfql-2009-netflow-v5.csv.gz",
                ])
            {
                var path = Path.Combine(data, name);
                ShowFile(path, name + " (packed)", times, Unpack(path, folder));
            }

            foreach (var (name, rows) in SyntheticExports.All)
            {
                var path = Path.Combine(folder.FullName, name);
                rows(path);
                ShowFile(path, name + " (made of the same flows)", times, path);
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void ShowFile(string path, string name, int times, string unpacked)
    {
        var runs = Enumerable.Range(0, times + 1).Select(_ => Read(path)).ToArray();
        var seconds = Median(runs.Skip(1).Select(run => run.Seconds));
        Console.WriteLine($"{name}: {Rate(seconds, runs[0].Rows)}, {Megabytes(unpacked, seconds)} unpacked");
    }

    private static (int Rows, double Seconds) Read(string path)
    {
        var start = Stopwatch.GetTimestamp();
        var rejects = new RejectCounter();
        var rows = FlowFile.Read(path, new FlowReadOptions(), rejects).Count();
        if (rejects.Count > 0)
            throw new InvalidDataException(
                $"{path}: {rejects.Count} rows were rejected; the first: {rejects.First[0]}");
        return (rows, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static int ShowCore(string path, int times)
    {
        ShowFile(path, "core", times, path);
        return 0;
    }

    private static double Pandas(string path) =>
        Run("/usr/bin/python3", ["-c", PandasScript, path]) is [var line]
            ? double.Parse(line, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(
                "There is no /usr/bin/python3 with pandas; --core measures the core alone.");

    private static double Pipeline(string path, string? module, int times)
    {
        if (module is null) return 0;
        var script = $$"""
            Import-Module '{{module}}'
            $model = New-SampleFlow -Day 2 -Seed 1 |
                Invoke-AnomalyTraining (New-AnomalyModel -Architecture TokenFrequency)
            foreach ($turn in 0..{{times}}) {
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $null = Import-FlowData '{{path}}' | Test-FlowAnomaly $model -AnomalyOnly
                "0 $($watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture))"
            }
            """;
        var lines = Run("pwsh", ["-NoProfile", "-NonInteractive", "-Command", script]);
        return lines.Length > 1
            ? Median(lines.Skip(1).Select(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)))
            : 0;
    }

    private static string[] Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }

    private static string Unpack(string path, DirectoryInfo folder)
    {
        var unpacked = Path.Combine(folder.FullName, Path.GetFileNameWithoutExtension(path));
        if (File.Exists(unpacked)) return unpacked;
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var file = File.Create(unpacked);
        packed.CopyTo(file);
        return unpacked;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }

    private static string Rate(double seconds, int rows) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{rows:N0} flows in {seconds:0.000} s, {rows / seconds / 1000:N0} thousand a second");

    private static string Megabytes(string path, double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / seconds / 1e6:N0} MB/s");

    private static string? Option(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
}
