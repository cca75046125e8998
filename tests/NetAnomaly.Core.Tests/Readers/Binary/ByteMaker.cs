using System.Buffers.Binary;
using System.Net;

namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>Puts binary content together, in network byte order where nothing else is said.</summary>
internal sealed class ByteMaker
{
    private readonly List<byte> bytes = [];

    public int Length => bytes.Count;

    public byte[] ToArray() => [.. bytes];

    public ByteMaker U8(params int[] values)
    {
        foreach (var value in values) bytes.Add((byte)value);
        return this;
    }

    public ByteMaker U16(params int[] values)
    {
        foreach (var value in values) bytes.AddRange([(byte)(value >> 8), (byte)value]);
        return this;
    }

    public ByteMaker U32(params long[] values)
    {
        foreach (var value in values) U16((int)(value >> 16) & 0xffff, (int)value & 0xffff);
        return this;
    }

    public ByteMaker U64(ulong value) => U32((long)(value >> 32), (long)(value & 0xffff_ffff));

    public ByteMaker L16(params int[] values)
    {
        foreach (var value in values) bytes.AddRange([(byte)value, (byte)(value >> 8)]);
        return this;
    }

    public ByteMaker L32(params long[] values)
    {
        foreach (var value in values) L16((int)value & 0xffff, (int)(value >> 16) & 0xffff);
        return this;
    }

    public ByteMaker L64(ulong value) => L32((long)(value & 0xffff_ffff), (long)(value >> 32));

    public ByteMaker Address(string address) => Raw(IPAddress.Parse(address).GetAddressBytes());

    public ByteMaker Raw(ReadOnlySpan<byte> raw)
    {
        bytes.AddRange(raw);
        return this;
    }

    public ByteMaker Zeros(int count) => Raw(new byte[count]);

    /// <summary>Writes the length of all into the 16 bits at a place.</summary>
    public ByteMaker LengthAt(int at)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)bytes.Count);
        (bytes[at], bytes[at + 1]) = (length[0], length[1]);
        return this;
    }
}
