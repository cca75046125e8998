using System.Buffers;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Takes a line of tcpdump's text of a pflog apart: <c>rule 5/0(match): block in on em0: 192.0.2.1.50000 &gt;
/// 10.0.0.2.443: Flags [S], …, length 0</c>; OpenBSD's tcpdump has no colon behind <c>(match)</c> and writes flags
/// without brackets.
/// </summary>
internal static class PfLogText
{
    private static readonly SearchValues<char> OldFlags = SearchValues.Create("SFPRWE.");

    /// <summary>Where the rule begins; 0 where a line is none of pf's.</summary>
    public static int Find(ReadOnlySpan<char> line)
    {
        var rule = line.IndexOf(" rule ");
        return rule > 0 && line[rule..].Contains("(match)", StringComparison.Ordinal)
            && line[rule..].Contains(" on ", StringComparison.Ordinal) && line.Contains(" > ", StringComparison.Ordinal)
                ? rule + 1
                : 0;
    }

    /// <summary>Fills the row.</summary>
    public static void Fill(ReadOnlySpan<char> text, FlowRowBuilder row)
    {
        var action = text[(text.IndexOf("(match)") + "(match)".Length)..].TrimStart(": ");
        var on = action.IndexOf(" on ");
        var rest = on < 0 ? "" : action[(on + 4)..];
        var packet = rest.IndexOf(": ");
        var arrow = rest.IndexOf(" > ");
        if (packet < 0 || arrow < packet)
        {
            row.Fail("it has no interface, or no addresses behind it");
            return;
        }

        row.Set(FlowField.Action, "action", action[..action.IndexOf(' ')]);
        row.Set(FlowField.Packets, "packets", "1");
        End(rest[(packet + 2)..arrow], row, FlowField.Source, FlowField.SourcePort, "source");
        var behind = rest[(arrow + 3)..];
        // An IPv6 address has colons of its own, none of which is followed by a space.
        var colon = behind.IndexOf(": ");
        End(
            colon < 0
                ? behind.TrimEnd(':')
                : behind[..colon], row, FlowField.Destination, FlowField.DestinationPort, "destination");
        var detail = colon < 0 ? "" : behind[(colon + 2)..];
        row.Set(FlowField.Protocol, "protocol", Protocol(detail));
        if (detail.LastIndexOf("length ") is >= 0 and var length)
            row.Set(FlowField.Bytes, "length", Digits(detail[(length + "length ".Length)..]));
    }

    private static void End(ReadOnlySpan<char> text, FlowRowBuilder row, FlowField address, FlowField port, string name)
    {
        text = text.Trim();
        // tcpdump joins address and port by a point: the fifth part of IPv4, the one behind IPv6.
        var point = text.LastIndexOf('.');
        var hasPort = point > 0 && (text.Contains(':') || text.Count('.') == 4);
        row.Set(address, name, hasPort ? text[..point] : text);
        if (hasPort) row.Set(port, name + " port", text[(point + 1)..]);
    }

    private static string Protocol(ReadOnlySpan<char> detail) =>
        detail.StartsWith("Flags [", StringComparison.Ordinal) || IsOldFlags(detail) ? "tcp"
        : detail.StartsWith("ICMP6", StringComparison.OrdinalIgnoreCase) ? "ipv6-icmp"
        : detail.StartsWith("icmp", StringComparison.OrdinalIgnoreCase) ? "icmp"
        : detail.StartsWith("igmp", StringComparison.OrdinalIgnoreCase) ? "igmp"
        : detail.StartsWith("ESP", StringComparison.Ordinal) ? "esp"
        : detail.StartsWith("GRE", StringComparison.Ordinal) ? "gre"
        // What tcpdump decodes as an application without naming the transport: DNS, NTP, NetBIOS, DHCP, and plain UDP.
        : "udp";

    private static bool IsOldFlags(ReadOnlySpan<char> detail)
    {
        var end = detail.IndexOf(' ');
        return end > 0 && !detail[..end].ContainsAnyExcept(OldFlags) && detail[end..].TrimStart() is [var next, ..]
            && (char.IsAsciiDigit(next) || detail[end..].StartsWith(" ack", StringComparison.Ordinal));
    }

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text : text[..end];
    }
}
