using System.Buffers.Binary;

namespace NetAnomaly.Flows.Wire;

/// <summary>Hands out a stream's bytes piece by piece from one buffer, and tells where a file breaks off.</summary>
/// <remarks>The buffer grows with the bytes that are really there, never with what a length field claims.</remarks>
internal sealed class ByteSource(Stream stream, FlowReadContext context)
{
    private const int FirstSize = 64 * 1024;

    private byte[] buffer = new byte[FirstSize];
    private int start;
    private int end;

    /// <summary>The ordinal of the record that is being read, for errors.</summary>
    public long Ordinal { get; set; }

    /// <summary>Bytes handed out or passed over so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd() => !Fill(1);

    /// <summary>The next bytes without taking them; fewer only at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count) =>
        Fill(count) ? buffer.AsSpan(start, count) : buffer.AsSpan(start, end - start);

    /// <summary>Takes the next bytes; they stay valid until the next call.</summary>
    /// <exception cref="FlowFileException">The file ends before.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (!Fill(count)) throw Truncated();
        var taken = buffer.AsSpan(start, count);
        start += count;
        Position += count;
        return taken;
    }

    /// <summary>Passes over bytes.</summary>
    /// <exception cref="FlowFileException">The file ends before.</exception>
    public void Skip(long count)
    {
        while (count > 0)
        {
            if (!Fill(1)) throw Truncated();
            var some = (int)Math.Min(count, end - start);
            start += some;
            Position += some;
            count -= some;
        }
    }

    /// <summary>A 32-bit number in the byte order given.</summary>
    public static uint UInt32(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>A 16-bit number in the byte order given.</summary>
    public static ushort UInt16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    /// <summary>The error of a file that ends within a record.</summary>
    public FlowFileException Truncated() =>
        FlowFileErrors.Broken(
            FlowFileFault.Truncated, context.Path, Ordinal, new EndOfStreamException("The file ends within a record."));

    /// <summary>The error of a file whose structure is broken.</summary>
    public FlowFileException Malformed(string what) =>
        FlowFileErrors.Broken(FlowFileFault.Malformed, context.Path, Ordinal, new InvalidDataException(what));

    private bool Fill(int count)
    {
        while (end - start < count)
        {
            if (start > 0 && (start == end || buffer.Length - start < count))
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }

            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = Read();
            if (read == 0) return false;
            end += read;
        }

        return true;
    }

    private int Read()
    {
        try
        {
            return stream.Read(buffer, end, buffer.Length - end);
        }
        catch (IOException error)
        {
            throw FlowFileErrors.AtLine(error, context.Path, Ordinal);
        }
    }
}
