using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using nietras.SeparatedValues;

namespace NetAnomaly.Benchmarks.Readers;

/// <summary>
/// How fast the core reads an Argus file into flow records, beside a loop on one thread with Sep that types the time,
/// the duration, both addresses and the bytes of each row: by turns in one run, by the clock and by processor time.
/// </summary>
/// <remarks>
/// Collections do not run beside the program here, as in the console host; <c>DOTNET_gcConcurrent=1</c> measures what
/// PowerShell does.
/// </remarks>
internal static class SepBenchmark
{
    private const string TimeForm = "yyyy/MM/dd HH:mm:ss.ffffff";

    /// <summary>Runs it.</summary>
    /// <param name="options"><c>--file CTU13</c>, <c>--times N</c>.</param>
    public static int Run(string[] options)
    {
        var packed = Option(options, "--file") ?? "../shared/data/ctu13/capture20110816.binetflow.gz";
        var times = int.Parse(Option(options, "--times") ?? "15", CultureInfo.InvariantCulture);
        var path = Path.GetTempFileName();
        try
        {
            using (var from = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress))
            using (var to = File.Create(path))
            {
                from.CopyTo(to);
            }

            // The first two turns compile the code.
            var turns = Enumerable.Range(0, times + 2)
                .Select(_ => (Core: Measure(() => Core(path)), Sep: Measure(() => Typed(path))))
                .Skip(2).ToArray();
            Show("core", [.. turns.Select(turn => turn.Core)]);
            Show("Sep, one thread", [.. turns.Select(turn => turn.Sep)]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Sep's time by the core's, medians of {times} turns: "
                    + $"{Median(turns.Select(turn => turn.Sep.Wall / turn.Core.Wall)):0.00} by the clock, "
                    + $"{Median(turns.Select(turn => turn.Sep.Processor / turn.Core.Processor)):0.00} in processor "
                    + $"time (more is better)"));
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int Core(string path)
    {
        var rejects = new RejectCounter();
        var rows = FlowFile.Read(path, new FlowReadOptions(), rejects).Count();
        return rejects.Count == 0 ? rows : throw new InvalidDataException($"{path}: rows were rejected");
    }

    private static int Typed(string path)
    {
        var rows = 0;
        var pool = SepToString.PoolPerCol(maximumStringLength: 64, initialCapacity: 1024, maximumCapacity: 1 << 18);
        using var reader = Sep.New(',').Reader(options => options with { CreateToString = pool }).FromFile(path);
        var (time, duration) = (reader.Header.IndexOf("StartTime"), reader.Header.IndexOf("Dur"));
        var (source, destination) = (reader.Header.IndexOf("SrcAddr"), reader.Header.IndexOf("DstAddr"));
        var bytes = reader.Header.IndexOf("TotBytes");
        foreach (var row in reader)
        {
            var start = DateTime.ParseExact(
                row[time].Span, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            Keep(new TypedRow(
                start, row[duration].Parse<double>(), row[source].ToString(), row[destination].ToString(),
                row[bytes].Parse<long>()));
            rows++;
        }

        return rows;
    }

    // Keeps the compiler from leaving out what nobody asks for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(in TypedRow row) => _ = row;

    private static (int Rows, double Wall, double Processor) Measure(Func<int> read)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        var rows = read();
        var wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return (rows, wall, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static void Show(string what, (int Rows, double Wall, double Processor)[] runs) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {runs[0].Rows:N0} rows in {Median(runs.Select(run => run.Wall)):0.000} s "
                + $"(best {runs.Min(run => run.Wall):0.000}), {Median(runs.Select(run => run.Processor)):0.000} s of "
                + $"processor time (best {runs.Min(run => run.Processor):0.000})"));

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }

    private static string? Option(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;

    private readonly record struct TypedRow(
        DateTime Start, double Seconds, string Source, string Destination, long Bytes);
}
