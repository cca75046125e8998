using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Auditing;

/// <summary>Looks for labels that are tied to an address: who learns the address has learned the label.</summary>
internal sealed class HostCheck : IDatasetCheck
{
    private const int MostLabels = 64;
    private const int MostHosts = 1 << 16;
    private const double Tied = 0.95;
    private static readonly string[] Sides = ["source", "destination"];
    private readonly CategoryColumn[] addresses = [new(Sides[0], 1 << 18), new(Sides[1], 1 << 18)];
    private readonly Dictionary<string, Dictionary<string, long>[]> byLabel = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Add(in AuditedFlow flow)
    {
        var known = flow.IsAnomalous ? Hosts(flow.Flow.Label!) : null;
        for (var side = 0; side < Sides.Length; side++)
        {
            var address = side == 0 ? flow.Flow.SourceAddress : flow.Flow.DestinationAddress;
            if (address is "-" or "") continue;
            addresses[side].Add(address, flow.IsAnomalous);
            if (known is null || (known[side].Count >= MostHosts && !known[side].ContainsKey(address))) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(known[side], address, out _)++;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<DatasetFinding> Findings(AuditTally tally)
    {
        var (anomalous, normal) = (tally.AllAnomalous, tally.All - tally.AllAnomalous);
        if (anomalous < SeparationFinding.LeastFlows || normal < SeparationFinding.LeastFlows) yield break;
        for (var side = 0; side < Sides.Length; side++)
        {
            var area = addresses[side].RocAuc();
            if (area >= Tied) yield return Column(Sides[side], area, addresses[side].Best(normal, anomalous));
            foreach (var (label, hosts) in byLabel)
            {
                if (OneHost(label, hosts[side], side, normal) is { } finding) yield return finding;
            }
        }
    }

    private Dictionary<string, long>[]? Hosts(string label)
    {
        if (byLabel.TryGetValue(label, out var hosts)) return hosts;
        if (byLabel.Count == MostLabels) return null;
        return byLabel[label] = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
    }

    private DatasetFinding? OneHost(string label, Dictionary<string, long> hosts, int side, long normal)
    {
        var flows = hosts.Values.Sum();
        if (flows < SeparationFinding.LeastFlows) return null;
        var (address, most) = hosts.MaxBy(host => host.Value);
        var share = (double)most / flows;
        var counts = addresses[side].Of(address);
        if (share < Tied || (double)counts.Normal / normal > 1 - Tied || counts.Rate < 0.5) return null;
        return new DatasetFinding
        {
            Severity = FindingSeverity.Warning,
            Check = DatasetCheck.HostShortcut,
            Subject = label,
            Finding = $"{FindingText.Percent(share)} of the flows labelled '{label}' have the {Sides[side]} "
                + $"{address}, and {FindingText.Percent(counts.Rate)} of that address's flows are anomalous.",
            Remedy = "Keep addresses from the model, and test on another host with the same label: one infected host "
                + "shows that host, not the malware.",
            Figures = new Dictionary<string, double> { ["Share"] = share, ["Anomalous"] = counts.Rate },
        };
    }

    private static DatasetFinding Column(
        string side, double area, (string Address, ClassCounts Counts, double RocAuc) best) => new()
    {
        Severity = best.RocAuc >= Tied ? FindingSeverity.Severe : FindingSeverity.Warning,
        Check = DatasetCheck.HostShortcut,
        Subject = $"{side} address",
        Finding = $"The {side} address alone separates the classes with ROC-AUC {FindingText.Area(area)}; "
            + $"{best.Address} alone with {FindingText.Area(best.RocAuc)}.",
        Remedy = "Keep addresses from the model, or test on hosts that training does not hold.",
        Figures = new Dictionary<string, double> { ["RocAuc"] = area, ["BestHostRocAuc"] = best.RocAuc },
    };
}
