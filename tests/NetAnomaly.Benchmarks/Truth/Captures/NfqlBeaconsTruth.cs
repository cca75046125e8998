using NetAnomaly.Benchmarks.Captures;
using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>
/// The nfql capture: three days to learn from, and seven beacons of their own over the next five, from one a minute to
/// one an hour, lasting 6 to 96 hours.
/// </summary>
internal sealed class NfqlBeaconsTruth(string folder) : ITruthCapture
{
    private static readonly DateTime From = NfqlCapture.First.AddDays(3);
    private static readonly (int Period, int Hours)[] Beacons =
        [(60, 6), (120, 12), (300, 24), (600, 36), (900, 48), (1800, 72), (3600, 96)];

    public string Name => "nfql-beacons";

    public IReadOnlyList<string> Files { get; } = [Path.Combine(folder, "nfql", "nfql-2009-netflow-v5.csv.gz")];

    public bool IsDrawn => true;

    public TruthTraffic Read(int seed)
    {
        const int days = 5;
        var flows = NfqlCapture.Read(Files[0], From.AddDays(days));
        FlowRecord[] past = [.. flows.TakeWhile(flow => flow.Start < From)];
        FlowRecord[] test = [.. flows.Skip(past.Length).Select(flow => flow with { Label = "Normal" })];
        var laid = new LaidOverBeacons(past, test, seed);
        return new TruthTraffic(
            past,
            [
                .. test.Concat(Beacons.SelectMany(beacon => laid.Of(
                    TimeSpan.FromSeconds(beacon.Period), TimeSpan.FromHours(beacon.Hours), From,
                    From.AddDays(days)))).OrderBy(flow => flow.Start),
            ],
            new LabelRule());
    }
}
