using NetAnomaly.Flows.Content;
using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Benchmarks.Readers;

/// <summary>
/// Measures how fast binary exports become flow records, on one thread and from memory: NetFlow v9 made up here, and
/// files where they are given.
/// </summary>
internal static class BinaryReaderBenchmark
{
    private const int Messages = 40_000;
    private const int Turns = 5;

    /// <summary>Runs it.</summary>
    /// <param name="files">Files to read as well, such as an nfcapd file or a packet capture.</param>
    public static int Run(IReadOnlyList<string> files)
    {
        var messages = NetFlow9Traffic.Make(Messages);
        Report("NetFlow v9 messages", messages.Sum(message => (long)message.Length), () => Parse(messages));
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);
            var format = FlowFormats.Sniff(content.AsSpan(0, Math.Min(content.Length, FlowContent.HeadLength)));
            if (format is null) Console.Error.WriteLine($"{file}: of no known format, or packed");
            else Report($"{format.Name} {Path.GetFileName(file)}", content.Length, () => Read(format, content, file));
        }

        return 0;
    }

    private static long Parse(byte[][] messages)
    {
        var parser = new ExportMessageParser(
            new FlowReadContext { Path = "memory", Rejects = new RejectCounter(keep: 0) });
        var flows = new List<FlowRecord>();
        foreach (var message in messages)
        {
            flows.Clear();
            parser.Parse(message, ExporterKey.None, flows);
        }

        return parser.Ordinal;
    }

    private static long Read(IFlowFormat format, byte[] content, string path)
    {
        using var stream = new MemoryStream(content);
        return format.Read(stream, new FlowReadContext { Path = path, Rejects = new RejectCounter(keep: 0) })
            .LongCount();
    }

    private static void Report(string what, long bytes, Func<long> read)
    {
        var flows = read();
        var best = TimeSpan.MaxValue;
        for (var turn = 0; turn < Turns; turn++)
        {
            var clock = Stopwatch.StartNew();
            flows = read();
            if (clock.Elapsed < best) best = clock.Elapsed;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {bytes / 1e6:0.0} MB, {flows:N0} flows in {best.TotalSeconds:0.000} s: "
                + $"{bytes / 1e6 / best.TotalSeconds:0} MB/s, {flows / best.TotalSeconds:N0} flows/s"));
    }
}
