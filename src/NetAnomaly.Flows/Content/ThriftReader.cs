namespace NetAnomaly.Flows.Content;

/// <summary>
/// Passes over values in Thrift's compact protocol, in which Parquet keeps its metadata: what is well-formed has no
/// list that is longer than what is left, and does not nest without end.
/// </summary>
/// <param name="content">The values.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> content)
{
    private const int MostDepth = 32;
    private const byte True = 1;
    private const byte False = 2;
    private const byte Byte = 3;
    private const byte Int64 = 6;
    private const byte Double = 7;
    private const byte Binary = 8;
    private const byte List = 9;
    private const byte Set = 10;
    private const byte Map = 11;
    private const byte Struct = 12;

    private ReadOnlySpan<byte> rest = content;
    private readonly int length = content.Length;

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => length - rest.Length;

    /// <summary>Goes to the next field of a struct; <see langword="false"/> at its end.</summary>
    /// <param name="field">The number of the field before, 0 at first; becomes that of this one.</param>
    /// <param name="type">Its type.</param>
    public bool Next(ref int field, out byte type)
    {
        var head = Next();
        type = (byte)(head & 0x0f);
        if (head == 0) return false;
        field = head >> 4 is var step and > 0 ? field + step : (int)Number();
        return true;
    }

    /// <summary>A whole number.</summary>
    public long Number()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Passes over a value.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public void Skip(byte type, int depth = 0)
    {
        if (depth > MostDepth) throw new InvalidDataException("Its metadata nests without end.");
        switch (type)
        {
            case True or False:
                break;
            case Byte:
                Take(1);
                break;
            case > Byte and <= Int64:
                Varint();
                break;
            case Double:
                Take(sizeof(double));
                break;
            case Binary:
                Take(Varint());
                break;
            case List or Set:
                SkipItems(depth);
                break;
            case Map:
                SkipPairs(depth);
                break;
            case Struct:
                for (var field = 0; Next(ref field, out var own);) Skip(own, depth + 1);
                break;
            default:
                throw new InvalidDataException("Its metadata has values of an unknown type.");
        }
    }

    private void SkipItems(int depth)
    {
        const int long15 = 15;
        var head = Next();
        var count = head >> 4 is var few and < long15 ? (ulong)few : Varint();
        SkipAll(count, (byte)(head & 0x0f), depth);
    }

    private void SkipPairs(int depth)
    {
        var count = Varint();
        if (count == 0) return;
        var types = Next();
        Expect(count);
        for (; count > 0; count--)
        {
            SkipItem((byte)(types >> 4), depth);
            SkipItem((byte)(types & 0x0f), depth);
        }
    }

    private void SkipAll(ulong count, byte type, int depth)
    {
        Expect(count);
        for (; count > 0; count--) SkipItem(type, depth);
    }

    // Whether it is true stands in the type of a field, but in a byte of an item.
    private void SkipItem(byte type, int depth)
    {
        if (type is True or False) Take(1);
        else Skip(type, depth + 1);
    }

    // Every item takes a byte at least.
    private readonly void Expect(ulong count)
    {
        if (count > (ulong)rest.Length) throw new InvalidDataException("Its metadata lists more than there is.");
    }

    private byte Next()
    {
        var next = rest.IsEmpty ? throw new EndOfStreamException("Its metadata breaks off.") : rest[0];
        rest = rest[1..];
        return next;
    }

    private void Take(ulong count)
    {
        Expect(count);
        rest = rest[(int)count..];
    }

    private ulong Varint()
    {
        const int mostBits = 64;
        var value = 0UL;
        for (var shift = 0; shift < mostBits; shift += 7)
        {
            var part = Next();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }

        throw new InvalidDataException("Its metadata has a number without end.");
    }
}
