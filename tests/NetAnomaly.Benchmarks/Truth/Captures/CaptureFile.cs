using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>Reads a capture's file.</summary>
internal static class CaptureFile
{
    /// <summary>All its flows, by start; the format is recognised unless columns are mapped.</summary>
    public static FlowRecord[] Read(string path, ColumnMap? columns = null) =>
    [
        .. FlowFile.Read(path, new FlowReadOptions { Columns = columns }, new Rejects(), default)
            .OrderBy(flow => flow.Start),
    ];

    private sealed class Rejects : IRejectSink
    {
        public void Add(RejectedRow row) => Console.Error.WriteLine(row);
    }
}
