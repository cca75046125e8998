using System.Runtime.ExceptionServices;

namespace NetAnomaly.Flows.Content;

/// <summary>A stream whose beginning can be looked at before it is read.</summary>
/// <remarks>An error met while looking ahead waits until all that came before it has been read.</remarks>
internal sealed class PeekableStream(Stream inner) : ReadOnlyStream
{
    private const int ByteBuffer = 1 << 14;

    private byte[] ahead = [];
    private int start;
    private int end;
    private ExceptionDispatchInfo? error;

    /// <summary>The error met while looking ahead, if any.</summary>
    public Exception? PendingError => error?.SourceException;

    /// <summary>Whether it is a packed stream that ended before its file did.</summary>
    public bool IsFollowed => inner is IPackedContent { IsFollowed: true };

    /// <summary>The next bytes; fewer than asked for only before the end or before an error.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (ahead.Length - start < count)
        {
            var larger = new byte[count];
            ahead.AsSpan(start, end - start).CopyTo(larger);
            (ahead, end, start) = (larger, end - start, 0);
        }

        while (end - start < count && error is null)
        {
            try
            {
                var read = inner.Read(ahead.AsSpan(end, start + count - end));
                if (read == 0) break;
                end += read;
            }
            catch (IOException exception)
            {
                error = ExceptionDispatchInfo.Capture(exception);
            }
        }

        return ahead.AsSpan(start, Math.Min(count, end - start));
    }

    /// <summary>Passes over bytes that were looked at.</summary>
    public void Skip(int count) => start += count;

    public override int Read(Span<byte> buffer)
    {
        if (start < end)
        {
            var count = Math.Min(buffer.Length, end - start);
            ahead.AsSpan(start, count).CopyTo(buffer);
            start += count;
            if (start == end) (ahead, start, end) = ([], 0, 0);
            return count;
        }

        error?.Throw();
        return inner.Read(buffer);
    }

    public override int ReadByte()
    {
        if (start < end) return ahead[start++];
        // A caller that reads byte by byte gets them from a buffer.
        var next = Peek(ByteBuffer);
        if (next.IsEmpty)
        {
            error?.Throw();
            return -1;
        }

        start++;
        return next[0];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
