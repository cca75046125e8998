using NetAnomaly.Benchmarks.Detection;
using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>
/// CTU-13 scenario 6, cut at 11:00 file time; clean without the conversations of training that hold botnet flows.
/// </summary>
internal sealed class Ctu13Truth(string folder, bool clean) : ITruthCapture
{
    public string Name => clean ? "ctu13-clean" : "ctu13-dirty";

    public IReadOnlyList<string> Files { get; } = [Path.Combine(folder, "ctu13", "capture20110816.binetflow.gz")];

    public bool IsDrawn => false;

    public TruthTraffic Read(int seed)
    {
        var rule = new LabelRule([$"*{Ctu13Capture.Anomalous}*"]);
        var flows = CaptureFile.Read(Files[0]);
        FlowRecord[] past = [.. flows.TakeWhile(flow => flow.Start < Ctu13Capture.Cut)];
        return new TruthTraffic(
            clean ? [.. TruthTraffic.WithoutConversationsOf(past, flow => rule.IsAnomalous(flow.Label))] : past,
            flows[past.Length..], rule);
    }
}
