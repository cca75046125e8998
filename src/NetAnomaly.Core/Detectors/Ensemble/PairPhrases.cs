using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>How much a pair moves, and what for, in words.</summary>
internal static class PairPhrases
{
    /// <summary>More flows than usual.</summary>
    public static string Flows(EvidenceCase of) =>
        $"{Flows(of.Row.Traffic.Flows)} {of.OnService}; {of.UsualOfPair(PairHabit.Flows, Flows)}";

    /// <summary>More bytes of the client.</summary>
    public static string BytesOut(EvidenceCase of) => $"{NumberPhrases.Bytes(of.Row.Traffic.BytesOut)} sent "
        + $"{of.OnService}; {of.UsualOfPair(PairHabit.BytesOut, NumberPhrases.Bytes)}";

    /// <summary>More bytes of the server.</summary>
    public static string BytesIn(EvidenceCase of) => $"{NumberPhrases.Bytes(of.Row.Traffic.BytesIn)} received "
        + $"{of.OnService}; {of.UsualOfPair(PairHabit.BytesIn, NumberPhrases.Bytes)}";

    /// <summary>More ports.</summary>
    public static string Ports(EvidenceCase of) =>
        $"{Ports(of.Row.Traffic.Ports)} tried; {of.UsualOfPair(PairHabit.Ports, Ports)}";

    /// <summary>A host that was never seen.</summary>
    public static string NewHost(EvidenceCase of) =>
        $"{of.Sequence.SourceAddress} is none of the {NumberPhrases.Count(of.History.Hosts.Count, "host", "hosts")} "
            + "that training saw";

    /// <summary>A service that a known host opens, or is called on, for the first time.</summary>
    public static string? NewService(EvidenceCase of)
    {
        var first = of.Sequence.Flows.Where(flow => Opens(of, flow) || Offers(of, flow))
            .GroupBy(flow => (Opens: Opens(of, flow), flow.SourceAddress, Word: ServicePort.Instance.Word(flow)))
            .OrderByDescending(group => group.Count()).FirstOrDefault();
        if (first is null) return null;
        var hosts = of.History.Openers.GetValueOrDefault(StableHash.Of(first.Key.Word));
        var did = hosts == 0 ? "no host did" : $"{NumberPhrases.Count(hosts, "host", "hosts")} did";
        var service = ServicePort.Instance.Describe(first.Key.Word);
        return first.Key.Opens
            ? $"{first.Key.SourceAddress} opened {Flows(first.Count())} {service} for the first time; {did} in training"
            : $"{Peer(of, first.First())} was called {service} for the first time, by {Flows(first.Count())}; {did} "
                + "open such flows in training";
    }

    private static string Flows(double count) =>
        NumberPhrases.Count(Math.Max(Math.Round(count), 1), "flow", "flows");

    private static string Ports(double count) =>
        NumberPhrases.Count(Math.Max(Math.Round(count), 1), "destination port", "destination ports");

    private static string? Peer(EvidenceCase of, FlowRecord flow) =>
        flow.SourceAddress == of.Sequence.SourceAddress ? of.Sequence.DestinationAddress : of.Sequence.SourceAddress;

    private static bool Opens(EvidenceCase of, FlowRecord flow) =>
        IsFirst(of.History, flow.SourceAddress, flow, of.History.ClientWindows, of.History.Opened);

    private static bool Offers(EvidenceCase of, FlowRecord flow) =>
        IsFirst(of.History, Peer(of, flow), flow, of.History.ServerWindows, of.History.Offered);

    private static bool IsFirst(
        TrafficHistory history, string? address, FlowRecord flow, int[] windows, HashSet<long> known)
    {
        var key = StableHash.OfAddress(address);
        return history.Hosts.Find(key) is >= 0 and var host && windows[host] > 0
            && !known.Contains(StableHash.OfPair(key, StableHash.Of(ServicePort.Instance.Word(flow))));
    }
}
