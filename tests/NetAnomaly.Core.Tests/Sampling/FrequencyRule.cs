using System.Globalization;

namespace NetAnomaly.Core.Tests.Sampling;

/// <summary>
/// The plainest detector: words are counted on the days before the last one (attacks or not), and a dyad-hour of the
/// last day scores the mean or the greatest surprisal of its words, -log((n + 1) / (N + V)) in nats.
/// </summary>
internal static class FrequencyRule
{
    internal sealed record DyadHour(string Attack, double Mean, double Max, int Flows);

    public static string ProtoByte(FlowRecord flow) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{flow.Protocol[0]}{(int)Math.Floor(Math.Log2(flow.Bytes!.Value + 1))}");

    public static string LowerPort(FlowRecord flow) =>
        Math.Min(flow.SourcePort ?? 65535, flow.DestinationPort ?? 65535).ToString(CultureInfo.InvariantCulture);

    public static string LowerPortCapped(FlowRecord flow) =>
        Math.Min(10000, Math.Min(flow.SourcePort ?? 65535, flow.DestinationPort ?? 65535))
            .ToString(CultureInfo.InvariantCulture);

    public static string State(FlowRecord flow) => flow.State ?? "none";

    public static List<DyadHour> Score(IReadOnlyList<FlowRecord> flows, Func<FlowRecord, string> word)
    {
        var lastDay = flows[^1].Start.Date;
        var counts = new Dictionary<string, int>();
        var total = 0;
        foreach (var flow in flows.Where(flow => flow.Start < lastDay))
        {
            counts[word(flow)] = counts.GetValueOrDefault(word(flow)) + 1;
            total++;
        }

        double Surprisal(FlowRecord flow) =>
            -Math.Log((counts.GetValueOrDefault(word(flow)) + 1.0) / (total + counts.Count + 1.0));
        return
        [
            .. flows.Where(flow => flow.Start >= lastDay).GroupBy(Key).Select(group => new DyadHour(
                group.FirstOrDefault(flow => flow.Label != "Normal")?.Label
                    ?? "Normal", group.Average(Surprisal), group.Max(Surprisal), group.Count())),
        ];
    }

    /// <summary>
    /// The area under the ROC curve: how often an attack outscores a normal dyad-hour, ties counted half.
    /// </summary>
    public static double Auc(IReadOnlyList<DyadHour> hours, Func<DyadHour, double> score, Func<DyadHour, bool> attack)
    {
        var ranked = hours.Where(hour => hour.Attack == "Normal" || attack(hour)).GroupBy(score)
            .OrderBy(group => group.Key);
        double below = 0, won = 0, positives = 0;
        foreach (var group in ranked)
        {
            var bad = group.Count(hour => hour.Attack != "Normal");
            var good = group.Count() - bad;
            won += bad * (below + (good / 2.0));
            below += good;
            positives += bad;
        }

        return won / (positives * below);
    }

    private static (string Low, string High, DateTime Hour) Key(FlowRecord flow)
    {
        var hour = flow.Start.Date.AddHours(flow.Start.Hour);
        return string.CompareOrdinal(flow.SourceAddress, flow.DestinationAddress) < 0
            ? (flow.SourceAddress, flow.DestinationAddress, hour)
            : (flow.DestinationAddress, flow.SourceAddress, hour);
    }
}
