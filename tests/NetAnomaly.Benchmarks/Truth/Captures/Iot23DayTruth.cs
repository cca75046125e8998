using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>
/// IoT-23 34-1, a day of one device, in time: the benign rows of the first third to learn from, the rest to judge.
/// </summary>
internal sealed class Iot23DayTruth(string folder) : ITruthCapture
{
    public string Name => "iot23-34-1";

    public IReadOnlyList<string> Files { get; } =
        [Path.Combine(folder, "iot23", "CTU-IoT-Malware-Capture-34-1.conn.log.labeled.gz")];

    public bool IsDrawn => false;

    public TruthTraffic Read(int seed)
    {
        var rule = new LabelRule(["Malicious*"]);
        var flows = CaptureFile.Read(Files[0]);
        var cut = flows[0].Start + ((flows[^1].Start - flows[0].Start) / 3);
        return new TruthTraffic(
            [.. flows.Where(flow => flow.Start < cut && !rule.IsAnomalous(flow.Label))],
            [.. flows.Where(flow => flow.Start >= cut)], rule);
    }
}
