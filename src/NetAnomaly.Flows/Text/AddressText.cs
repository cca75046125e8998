using System.Globalization;
using System.Net;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// Brings addresses into one form each: dotted IPv4, compressed lower-case IPv6 without zone, lower-case MAC with
/// colons.
/// </summary>
/// <remarks>
/// IPv4 addresses mapped into IPv6 become IPv4. Anything else, such as a host name, is kept as it stands.
/// </remarks>
internal static class AddressText
{
    private const int MacGroups = 6;

    /// <summary>Longer texts are no addresses: a DNS name has at most 253 characters.</summary>
    public const int MaxLength = 255;

    public static string Canonical(ReadOnlySpan<char> text)
    {
        // Nearly every address is one, and in this form already.
        if (IsPlainIPv4(text)) return text.ToString();
        if (Mac(text) is { } mac) return mac;
        // IPAddress alone would take "0" and "1.2" for addresses, and 010.0.0.1 for octal.
        if (text.Count('.') == 3 && IPv4(text) is { } dotted) return dotted;
        if (text.Count(':') >= 2 && IPv6(text) is { } compressed) return compressed;
        return text.ToString();
    }

    private static bool IsPlainIPv4(ReadOnlySpan<char> text)
    {
        if (text.Length is < 7 or > 15) return false;
        var (points, value, digits) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (digits == 0) return false;
                points++;
                (value, digits) = (0, 0);
                continue;
            }

            var digit = (uint)(c - '0');
            // A zero before other digits is left out in the canonical form.
            if (digit > 9 || (digits > 0 && value == 0)) return false;
            value = (value * 10) + (int)digit;
            digits++;
            if (value > byte.MaxValue) return false;
        }

        return points == 3 && digits > 0;
    }

    private static string? IPv4(ReadOnlySpan<char> text)
    {
        Span<byte> octets = stackalloc byte[4];
        var index = 0;
        foreach (var part in text.Split('.'))
        {
            if (!byte.TryParse(text[part], NumberStyles.None, CultureInfo.InvariantCulture, out octets[index++]))
                return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{octets[0]}.{octets[1]}.{octets[2]}.{octets[3]}");
    }

    private static string? IPv6(ReadOnlySpan<char> text)
    {
        var zone = text.IndexOf('%');
        if (zone >= 0) text = text[..zone];
        if (text.Contains('[') || !IPAddress.TryParse(text, out var address)) return null;
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    private static string? Mac(ReadOnlySpan<char> text)
    {
        if (text.Length is < 11 or > 17) return null;
        var separator = text.Contains('-') ? '-' : ':';
        if (text.Count(separator) != MacGroups - 1) return null;
        Span<char> form = stackalloc char[17];
        var at = 0;
        foreach (var part in text.Split(separator))
        {
            var group = text[part];
            if (group.Length is 0 or > 2 || !char.IsAsciiHexDigit(group[0]) || !char.IsAsciiHexDigit(group[^1]))
                return null;
            if (at > 0) form[at++] = ':';
            form[at++] = group.Length == 2 ? char.ToLowerInvariant(group[0]) : '0';
            form[at++] = char.ToLowerInvariant(group[^1]);
        }

        return form.ToString();
    }
}
