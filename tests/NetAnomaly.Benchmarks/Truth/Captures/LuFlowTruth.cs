using NetAnomaly.Core.Datasets;
using NetAnomaly.Flows;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>
/// LUFlow: 17 and 18 December 2020 to learn from, the 21st to judge. Bad is what is not called benign.
/// </summary>
internal sealed class LuFlowTruth(string folder) : ITruthCapture
{
    private static readonly ColumnMap Columns = new()
    {
        Start = "time_start",
        Duration = "duration",
        Protocol = "proto",
        Source = "src_ip",
        SourcePort = "src_port",
        Destination = "dest_ip",
        DestinationPort = "dest_port",
        SourceBytes = "bytes_in",
        DestinationBytes = "bytes_out",
        SourcePackets = "num_pkts_in",
        Label = "label",
    };

    public string Name => "luflow";

    public IReadOnlyList<string> Files { get; } =
    [
        .. new[] { 17, 18, 21 }.Select(
            day => Path.Combine(folder, "small-networks", $"LUFlow-2020.12.{day}.csv.gz")),
    ];

    public bool IsDrawn => false;

    public TruthTraffic Read(int seed) => new(
        [.. Files.Take(2).SelectMany(file => CaptureFile.Read(file, Columns)).OrderBy(flow => flow.Start)],
        CaptureFile.Read(Files[2], Columns), new LabelRule());
}
