using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Operations.Assets;

/// <summary>
/// Addresses with the same first bits: a network (<c>10.0.3.0/24</c>, <c>fd00::/8</c>) or one address. A name that is
/// no address is a range of itself. Immutable.
/// </summary>
/// <remarks>Bits of the address behind the prefix may be set, as people write the networks of interfaces.</remarks>
internal sealed class AddressRange
{
    private readonly byte[]? bits;
    private readonly string text;

    private AddressRange(string text, byte[]? bits, int prefix) =>
        (this.text, this.bits, Prefix) = (text, bits, prefix);

    /// <summary>How many bits are fixed; the more, the narrower. A name counts as the narrowest.</summary>
    public int Prefix { get; }

    /// <summary>Whether it is of IPv4 addresses (4 bytes), of IPv6 addresses (16) or of a name (0).</summary>
    public int Size => bits?.Length ?? 0;

    /// <summary>Whether it holds one address or name only.</summary>
    public bool IsSingle => bits is null || Prefix == bits.Length * 8;

    /// <summary>Reads a range; <see langword="null"/> where the text is none.</summary>
    public static AddressRange? Parse(string? written)
    {
        var text = written?.Trim() ?? "";
        if (text.Length is 0 or > AddressText.MaxLength) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = AddressText.Canonical(slash < 0 ? text : text[..slash].TrimEnd());
        var bits = BitsOf(address);
        if (slash < 0) return new AddressRange(address, bits, bits?.Length * 8 ?? int.MaxValue);
        if (bits is null || !TryPrefix(text[(slash + 1)..].Trim(), text, bits.Length, out var prefix)) return null;
        Clear(bits, prefix);
        var network = new IPAddress(bits);
        return new AddressRange(
            string.Create(CultureInfo.InvariantCulture, $"{network}/{prefix}"), bits, prefix);
    }

    /// <summary>Whether an address, in its canonical text, lies in it.</summary>
    public bool Contains(string? address)
    {
        if (address is null) return false;
        return IsSingle ? string.Equals(text.Split('/')[0], address, StringComparison.OrdinalIgnoreCase)
            : BitsOf(address) is { } other && Contains(other);
    }

    /// <summary>Whether an address, as its bytes, lies in it.</summary>
    internal bool Contains(ReadOnlySpan<byte> other)
    {
        if (bits is null || other.Length != bits.Length) return false;
        var whole = Prefix / 8;
        if (!other[..whole].SequenceEqual(bits.AsSpan(0, whole))) return false;
        var rest = Prefix % 8;
        return rest == 0 || (other[whole] ^ bits[whole]) >> (8 - rest) == 0;
    }

    /// <summary>The first bytes of its addresses, the others zero; <see langword="null"/> for a name.</summary>
    internal byte[]? First => bits;

    /// <summary>The bytes of an address in its canonical text; <see langword="null"/> for a name.</summary>
    internal static byte[]? BitsOf(string address) =>
        (address.Contains(':', StringComparison.Ordinal) || address.AsSpan().Count('.') == 3)
            && IPAddress.TryParse(address, out var parsed)
            && parsed.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
                ? parsed.GetAddressBytes()
                : null;

    /// <summary>Sets what is behind a prefix to zero.</summary>
    internal static void Clear(Span<byte> address, int prefix)
    {
        for (var i = 0; i < address.Length; i++)
        {
            var kept = Math.Clamp(prefix - (8 * i), 0, 8);
            address[i] &= (byte)(0xff << (8 - kept));
        }
    }

    /// <summary>The range in its canonical text.</summary>
    public override string ToString() => text;

    // "::ffff:10.0.0.0/104" is a network of IPv4 addresses.
    private static bool TryPrefix(string digits, string written, int size, out int prefix)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out prefix)) return false;
        if (size == 4 && written.Contains(':', StringComparison.Ordinal)) prefix -= 96;
        return prefix >= 0 && prefix <= size * 8;
    }
}
