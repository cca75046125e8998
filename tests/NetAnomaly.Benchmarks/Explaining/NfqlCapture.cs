using NetAnomaly.Core.Readers;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>The nfql traces (unidirectional NetFlow v5 of December 2009, no labels), by day.</summary>
internal static class NfqlCapture
{
    public const string Usual = "../shared/data/nfql/nfql-2009-netflow-v5.csv.gz";
    public static readonly DateTime First = new(2009, 12, 7, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Flows of the days from <see cref="First"/> on and before another, by time.</summary>
    public static FlowRecord[] Read(string path, DateTime before) =>
        [.. FlowFile.Read(path, new FlowReadOptions(), new Rejects(), default).Where(flow => flow.Start >= First && flow.Start < before).OrderBy(flow => flow.Start)];

    private sealed class Rejects : IRejectSink
    {
        public void Add(RejectedRow row) => Console.Error.WriteLine(row);
    }
}
