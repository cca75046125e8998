using NetAnomaly.Benchmarks.Explaining;
using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>The nfql capture: three days to learn from, the generator's attacks laid over the next five.</summary>
internal sealed class NfqlAttacksTruth(string folder) : ITruthCapture
{
    public string Name => "nfql-attacks";

    public IReadOnlyList<string> Files { get; } = [Path.Combine(folder, "nfql", "nfql-2009-netflow-v5.csv.gz")];

    public bool IsDrawn => true;

    public TruthTraffic Read(int seed)
    {
        var trial = TrafficTrial.Nfql(Files[0], new DateTime(2009, 12, 10, 0, 0, 0, DateTimeKind.Utc), 5, seed);
        return new TruthTraffic(trial.Past, trial.Test, new LabelRule());
    }
}
