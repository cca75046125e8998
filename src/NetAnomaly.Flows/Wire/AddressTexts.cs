using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace NetAnomaly.Flows.Wire;

/// <summary>The texts of binary addresses, each made once while it is remembered. Bounded; not thread-safe.</summary>
/// <remarks>
/// IPv4 addresses are held as IPv6 addresses of the form <c>::ffff:a.b.c.d</c> (RFC 4291, 2.5.5.2), and written as
/// IPv4.
/// </remarks>
internal sealed class AddressTexts
{
    /// <summary>Texts kept at most; when full it starts again.</summary>
    public const int Capacity = StringPool.Capacity;

    private static readonly UInt128 MappedPrefix = new(0, 0xffff_0000_0000);

    private readonly Dictionary<UInt128, string> texts = [];

    /// <summary>An IPv4 address, most significant byte first, as it is held here.</summary>
    public static UInt128 FromIPv4(uint address) => MappedPrefix | address;

    /// <summary>An address of 4 or 16 bytes in network byte order, as it is held here.</summary>
    public static UInt128 FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 4
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);

    /// <summary>The text of an address.</summary>
    public string Of(UInt128 address)
    {
        if (texts.TryGetValue(address, out var known)) return known;
        if (texts.Count >= Capacity) texts.Clear();
        var text = Format(address);
        texts.Add(address, text);
        return text;
    }

    /// <summary>The text of an address, made each time.</summary>
    public static string Format(UInt128 address)
    {
        if (address >> 32 == MappedPrefix >> 32)
        {
            var octets = (uint)address;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{octets >> 24}.{(octets >> 16) & 255}.{(octets >> 8) & 255}.{octets & 255}");
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new IPAddress(bytes).ToString();
    }
}
