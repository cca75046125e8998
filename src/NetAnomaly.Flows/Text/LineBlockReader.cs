using System.Buffers;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// Cuts a stream into blocks of whole lines. A line that is too long for <see cref="LineReader"/> is a block of its
/// own, cut short.
/// </summary>
internal sealed class LineBlockReader(Stream stream, FlowReadContext context)
{
    // The first block is small, so that the first rows come soon and the header is known early.
    private const int FirstSize = 1 << 16;
    private const int Size = 1 << 17;

    private byte[] rest = [];
    private int restLength;
    private long lines;
    private bool inZeros;
    private bool first = true;
    private bool ended;
    private IOException? failed;

    /// <summary>Whether nothing comes after the blocks that were given.</summary>
    public bool IsAtEnd => ended && restLength == 0 && failed is null;

    /// <summary>How many runs of zeros stood between the bytes of the text so far.</summary>
    public long ZeroRuns { get; private set; }

    /// <summary>The next block; <see langword="null"/> at the end.</summary>
    /// <exception cref="FlowFileException">The content breaks off or cannot be read; all whole lines before have been
    /// given.</exception>
    public LineBlock? Next()
    {
        if (ended && restLength == 0) return End();
        var size = first ? FirstSize : Size;
        first = false;
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(size, restLength * 2));
        rest.AsSpan(0, restLength).CopyTo(bytes);
        var length = restLength;
        restLength = 0;
        var searched = 0;
        while (true)
        {
            // A block ends at the last line feed; where there is none, the line goes on.
            length = Fill(bytes, length);
            var end = bytes.AsSpan(searched, length - searched).LastIndexOf((byte)'\n') + 1;
            if (end > 0) return Cut(bytes, length, searched + end);
            if (ended) return length == 0 || failed is not null ? End(bytes) : Cut(bytes, length, length);
            if (length > LineReader.MaxLength + 1) return TooLong(bytes, length);
            searched = length;
            var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
            bytes.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
    }

    // A line that the content breaks off in is not given.
    private LineBlock? End(byte[]? bytes = null)
    {
        if (bytes is not null) ArrayPool<byte>.Shared.Return(bytes);
        if (failed is not null) throw FlowFileErrors.AtLine(failed, context.Path, lines + 1);
        return null;
    }

    private LineBlock Cut(byte[] bytes, int length, int end)
    {
        restLength = length - end;
        if (rest.Length < restLength) rest = new byte[Math.Max(restLength, 4096)];
        bytes.AsSpan(end, restLength).CopyTo(rest);
        var block = new LineBlock(bytes, end, lines);
        lines += bytes.AsSpan(0, end).Count((byte)'\n');
        return block;
    }

    private LineBlock TooLong(byte[] bytes, int length)
    {
        var block = new LineBlock(bytes, LineReader.MaxLength + 1, lines++);
        if (rest.Length < Size) rest = new byte[Size];
        restLength = 0;
        while (!ended)
        {
            var filled = Fill(rest, 0);
            var end = rest.AsSpan(0, filled).IndexOf((byte)'\n') + 1;
            if (end == 0) continue;
            rest.AsSpan(end, filled - end).CopyTo(rest);
            restLength = filled - end;
            break;
        }

        return block;
    }

    private int Fill(byte[] bytes, int length)
    {
        try
        {
            while (length < bytes.Length && !ended)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                var read = stream.Read(bytes, length, bytes.Length - length);
                ended = read == 0;
                length += Squeeze(bytes.AsSpan(length, read));
            }
        }
        catch (IOException exception)
        {
            // Told once all whole lines before it have been given.
            failed = exception;
            ended = true;
        }

        return length;
    }

    // A log that was emptied under its writer, or a file system that lost its power, leaves zeros, gigabytes at times:
    // one of each run stays, at which LineReader breaks the line.
    private int Squeeze(Span<byte> read)
    {
        if (read.IsEmpty || (!inZeros && !read.Contains((byte)0))) return read.Length;
        var kept = 0;
        for (var i = 0; i < read.Length; i++)
        {
            var isZero = read[i] == 0;
            if (isZero && !inZeros) ZeroRuns++;
            if (!isZero || !inZeros) read[kept++] = read[i];
            inZeros = isZero;
        }

        return kept;
    }
}
