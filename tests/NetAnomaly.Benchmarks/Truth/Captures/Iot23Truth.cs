using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>Single devices of IoT-23: the benign rows of one capture to learn from, a later capture to judge.</summary>
/// <param name="folder">The folder of all data.</param>
/// <param name="training">The capture to learn from, such as <c>20-1</c>.</param>
/// <param name="test">The capture to judge.</param>
/// <param name="from">When training begins; <see langword="null"/> for all.</param>
internal sealed class Iot23Truth(string folder, string training, string test, DateTime? from = null) : ITruthCapture
{
    public string Name => $"iot23-{training}-{test}";

    public IReadOnlyList<string> Files { get; } = [File(folder, training), File(folder, test)];

    public bool IsDrawn => false;

    public TruthTraffic Read(int seed)
    {
        var rule = new LabelRule(["Malicious*"]);
        return new TruthTraffic(
            [
                .. CaptureFile.Read(Files[0])
                    .Where(flow => !rule.IsAnomalous(flow.Label) && (from is null || flow.Start >= from)),
            ],
            CaptureFile.Read(Files[1]), rule);
    }

    private static string File(string folder, string capture) =>
        Path.Combine(folder, "small-networks", $"CTU-IoT-{capture}-labeled.csv.gz");
}
