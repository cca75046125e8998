using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace NetAnomaly.Operations.Alerts;

/// <summary>An address of a flow, by what formats tell apart.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The address in the one way to write it that all formats take.</param>
internal readonly partial record struct HostAddress(HostAddressKind Kind, string Text)
{
    private const int Longest = 253;
    private const int Groups = 8;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._");

    /// <summary>Whether it is an IP address.</summary>
    public bool IsIp => Kind is HostAddressKind.Ip4 or HostAddressKind.Ip6;

    /// <summary>Whether it is an IP address that the Internet routes.</summary>
    public bool IsPublic => IsIp && IPAddress.Parse(Text) is var ip && (Kind == HostAddressKind.Ip4
        ? IsPublic4(ip.GetAddressBytes())
        : !ip.IsIPv6LinkLocal && !ip.IsIPv6Multicast && !ip.IsIPv6SiteLocal && !ip.IsIPv6UniqueLocal
            && !IPAddress.IsLoopback(ip) && !ip.Equals(IPAddress.IPv6Any));

    /// <summary>Takes an address as flows have it; <c>-</c> and <c>*</c> are none.</summary>
    public static HostAddress Of(string? address)
    {
        if (AlertText.Of(address) is not { } text || text is "-" or "*")
            return new HostAddress(HostAddressKind.None, "");
        if (Hardware().IsMatch(text))
        {
            return new HostAddress(HostAddressKind.Mac, text.Replace('-', ':').ToLowerInvariant());
        }

        // "1" and "0x7f.1" are addresses to the parser, and names to everybody else.
        if (IPAddress.TryParse(text, out var ip))
        {
            if (ip.AddressFamily == AddressFamily.InterNetworkV6) return new HostAddress(HostAddressKind.Ip6, Six(ip));
            if (ip.ToString() == text) return new HostAddress(HostAddressKind.Ip4, text);
        }

        var isName = text.Length <= Longest && !text.AsSpan().ContainsAnyExcept(Letters);
        return new HostAddress(isName ? HostAddressKind.Name : HostAddressKind.Other, text);
    }

    // The zone is a number of the machine that saw it; a part in decimal is not taken by every format.
    private static string Six(IPAddress ip)
    {
        var bytes = ip.GetAddressBytes();
        var text = new IPAddress(bytes).ToString();
        if (!text.Contains('.', StringComparison.Ordinal)) return text;
        var groups = Enumerable.Range(0, Groups).Select(group => (bytes[2 * group] << 8) | bytes[(2 * group) + 1]);
        return string.Join(':', groups.Select(group => group.ToString("x", CultureInfo.InvariantCulture)));
    }

    private static bool IsPublic4(byte[] ip) => ip switch
    {
        [0 or 10 or 127, ..] or [192, 168, ..] or [169, 254, ..] or [>= 224, ..] => false,
        [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] => false,
        _ => true,
    };

    [GeneratedRegex("^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$|^([0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}$")]
    private static partial Regex Hardware();
}
