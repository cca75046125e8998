using System.Globalization;

namespace NetAnomaly.Flows.Text;

/// <summary>Protocols in lower case, numbers as names.</summary>
internal static class ProtocolNames
{
    /// <summary>Longer texts are no protocols.</summary>
    public const int MaxLength = 40;

    // IANA Assigned Internet Protocol Numbers, in the spelling of Argus. 0 has no name here: exporters write it for
    // "not known".
    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "icmp", [2] = "igmp", [3] = "ggp", [4] = "ipnip", [6] = "tcp", [8] = "egp", [9] = "igp", [17] = "udp",
        [27] = "rdp", [33] = "dccp", [41] = "ipv6", [43] = "ipv6-route", [44] = "ipv6-frag", [46] = "rsvp",
        [47] = "gre",
        [50] = "esp", [51] = "ah", [58] = "ipv6-icmp", [59] = "ipv6-no", [60] = "ipv6-opts", [88] = "eigrp",
        [89] = "ospf",
        [94] = "ipip", [97] = "etherip", [103] = "pim", [108] = "ipcomp", [112] = "vrrp", [115] = "l2tp",
        [132] = "sctp",
        [136] = "udplite", [137] = "mpls-in-ip", [139] = "hip",
    };

    /// <summary>
    /// The name of a protocol given by name or number (<c>6</c>, or <c>6.0</c> from tools that hold all numbers as
    /// floating point); ISCX writes <c>tcp_ip</c> for <c>tcp</c>.
    /// </summary>
    public static string Canonical(ReadOnlySpan<char> text)
    {
        if (text.EndsWith(".0", StringComparison.Ordinal)) text = text[..^2];
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Names.TryGetValue(number, out var name) ? name : number.ToString(CultureInfo.InvariantCulture);
        var lower = text.ToString().ToLowerInvariant();
        if (lower.EndsWith("_ip", StringComparison.Ordinal)) lower = lower[..^3];
        return lower switch
        {
            "icmp6" or "icmpv6" or "ipv6icmp" => "ipv6-icmp",
            _ => lower,
        };
    }
}
