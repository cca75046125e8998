using System.Runtime.InteropServices;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Datasets;

/// <summary>
/// How much a conversation moves, and when its flows start: what is compared with the habits of its pair and hosts.
/// </summary>
/// <param name="Service">Protocol and service port of the first flow, as a number.</param>
/// <param name="BytesOut">Bytes from the host that opened the first flow.</param>
/// <param name="BytesIn">Bytes to it.</param>
/// <param name="GapVariation">Coefficient of variation of the gaps between starts more than a second apart; at least
/// <see cref="LeastVariation"/>; meaningless below 4 gaps.</param>
/// <param name="Flows">Flows.</param>
/// <param name="Gaps">Gaps of more than a second between the starts of flows that follow each other.</param>
/// <param name="Unanswered">Flows of the host that opened the first one to which no byte came back, where the export
/// tells the bytes of both directions.</param>
/// <param name="Ports">Distinct destination ports.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct ConversationTraffic(
    long Service, double BytesOut, double BytesIn, float GapVariation, int Flows, int Gaps, int Unanswered, int Ports)
{
    /// <summary>Below this, clocks of exporters say more than the hosts do.</summary>
    public const float LeastVariation = 0.02f;

    /// <summary>Mean of those gaps, seconds; 0 where there is none.</summary>
    public float MeanGap { get; init; }

    /// <summary>Whether bytes came back, which only exports of both directions tell.</summary>
    public bool IsAnswered => BytesIn > 0;

    /// <summary>The traffic of a conversation.</summary>
    /// <param name="flows">Its flows, by start time; at least one.</param>
    public static ConversationTraffic Of(IReadOnlyList<FlowRecord> flows)
    {
        var first = flows[0];
        var (sent, received, unanswered) = (0.0, 0.0, 0);
        var (gaps, sum, squares) = (0, 0.0, 0.0);
        for (var i = 0; i < flows.Count; i++)
        {
            var flow = flows[i];
            var (forward, back) = (flow.SourceBytes ?? flow.Bytes ?? 0, flow.DestinationBytes);
            if (i == 0 || flow.SourceAddress == first.SourceAddress)
            {
                (sent, received) = (sent + forward, received + (back ?? 0));
                if (back == 0) unanswered++;
            }
            else
            {
                (sent, received) = (sent + (back ?? 0), received + forward);
            }

            if (i == 0) continue;
            var gap = (flow.Start - flows[i - 1].Start).TotalSeconds;
            if (gap <= 1) continue;
            gaps++;
            sum += gap;
            squares += gap * gap;
        }

        return new ConversationTraffic(
            ServiceOf(first), sent, received, Variation(gaps, sum, squares), flows.Count, gaps, unanswered,
            CountPorts(flows))
        {
            MeanGap = gaps == 0 ? 0 : (float)(sum / gaps),
        };
    }

    private static float Variation(int gaps, double sum, double squares)
    {
        if (gaps == 0) return float.MaxValue;
        var mean = sum / gaps;
        return Math.Max((float)(Math.Sqrt(Math.Max((squares / gaps) - (mean * mean), 0)) / mean), LeastVariation);
    }

    private static long ServiceOf(FlowRecord flow) =>
        StableHash.OfPair(StableHash.Of(flow.Protocol), StableHash.Of(ServicePort.Instance.Word(flow)));

    // Most conversations have one port, or as many as flows.
    private static int CountPorts(IReadOnlyList<FlowRecord> flows)
    {
        HashSet<int>? others = null;
        var first = flows[0].DestinationPort ?? -1;
        for (var i = 1; i < flows.Count; i++)
        {
            var port = flows[i].DestinationPort ?? -1;
            if (port != first) (others ??= []).Add(port);
        }

        return 1 + (others?.Count ?? 0);
    }
}
