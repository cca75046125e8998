using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Pairing;

/// <summary>What tells the records of one direction of one flow.</summary>
internal readonly record struct PairKey(
    string Source, int SourcePort, string Destination, int DestinationPort, string Protocol)
{
    private const int Icmp = 1;
    private const int IcmpV6 = 58;

    /// <summary>The key of a record.</summary>
    public static PairKey Of(FlowRecord flow)
    {
        var (source, destination) = Ports(flow);
        return new PairKey(flow.SourceAddress, source, flow.DestinationAddress, destination, flow.Protocol);
    }

    /// <summary>The key that records of the opposite direction have.</summary>
    public static PairKey OfAnswer(FlowRecord flow)
    {
        var (source, destination) = Ports(flow);
        return new PairKey(flow.DestinationAddress, destination, flow.SourceAddress, source, flow.Protocol);
    }

    /// <summary>
    /// ICMP's type and code stand in the destination's port: a question and its answer have the question's in both
    /// places.
    /// </summary>
    private static (int Source, int Destination) Ports(FlowRecord flow)
    {
        var protocol = flow.Protocol switch { "icmp" => Icmp, "ipv6-icmp" => IcmpV6, _ => 0 };
        if (protocol == 0 || flow.DestinationPort is not { } typeAndCode)
            return (flow.SourcePort ?? -1, flow.DestinationPort ?? -1);
        var question = FlowKey.Question(protocol, typeAndCode >> 8);
        return question >= 0 ? (question, question) : (typeAndCode, -1);
    }
}
