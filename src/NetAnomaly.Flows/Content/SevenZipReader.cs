namespace NetAnomaly.Flows.Content;

/// <summary>Reads the header of a 7z archive piece by piece.</summary>
/// <param name="header">The header.</param>
internal ref struct SevenZipReader(ReadOnlySpan<byte> header)
{
    private ReadOnlySpan<byte> rest = header;

    /// <summary>The next byte.</summary>
    public byte Byte() => Bytes(1)[0];

    /// <summary>The next bytes.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public ReadOnlySpan<byte> Bytes(ulong count)
    {
        if (count > (ulong)rest.Length) throw new InvalidDataException("The header of the 7z archive breaks off.");
        var bytes = rest[..(int)count];
        rest = rest[(int)count..];
        return bytes;
    }

    /// <summary>The next number: the ones that begin its first byte say how many bytes follow.</summary>
    public ulong Number()
    {
        var first = Byte();
        var value = 0UL;
        for (var at = 0; at < 8; at++)
        {
            var mask = 0x80 >> at;
            if ((first & mask) == 0) return value | ((ulong)(first & (mask - 1)) << (8 * at));
            value |= (ulong)Byte() << (8 * at);
        }

        return value;
    }

    /// <summary>The next number, of things that are set aside.</summary>
    /// <param name="most">How many there may be.</param>
    /// <param name="what">What they are.</param>
    /// <exception cref="InvalidDataException">There are more.</exception>
    public int Count(int most, string what)
    {
        var count = Number();
        return count <= (ulong)most
            ? (int)count
            : throw new InvalidDataException($"The 7z archive has {count} {what}; at most {most} are read.");
    }

    /// <summary>Passes over a property with its length.</summary>
    public void Skip() => Bytes(Number());

    /// <summary>Passes over the checksums of things, of which some may have none; says which have one.</summary>
    public bool[] Digests(int count)
    {
        var isDefined = new bool[count];
        if (Byte() != 0)
        {
            isDefined.AsSpan().Fill(true);
        }
        else
        {
            var bits = Bytes((ulong)(count + 7) / 8);
            for (var at = 0; at < count; at++) isDefined[at] = (bits[at / 8] & (0x80 >> (at % 8))) != 0;
        }

        Bytes(sizeof(uint) * (ulong)isDefined.AsSpan().Count(true));
        return isDefined;
    }
}
