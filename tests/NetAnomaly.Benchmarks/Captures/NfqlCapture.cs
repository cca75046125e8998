using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Benchmarks.Captures;

/// <summary>
/// The unidirectional NetFlow v5 of several days that the nfql project publishes; no labels, and no attack is known in
/// it.
/// </summary>
internal static class NfqlCapture
{
    public const string Usual = "../shared/data/nfql/nfql-2009-netflow-v5.csv.gz";

    /// <summary>The first of the days that follow one another; two of October lie before them.</summary>
    public static readonly DateTime First = new(2009, 12, 7, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Flows from <see cref="First"/> on, and before another time where one is given, by start.</summary>
    public static FlowRecord[] Read(string path, DateTime? before = null) =>
    [
        .. FlowFile.Read(path, new FlowReadOptions(), new Rejects(), default)
            .Where(flow => flow.Start >= First && (before is null || flow.Start < before))
            .OrderBy(flow => flow.Start),
    ];

    private sealed class Rejects : IRejectSink
    {
        public void Add(RejectedRow row) => Console.Error.WriteLine(row);
    }
}
