using System.Runtime.ExceptionServices;
using NetAnomaly.Core.Readers.Content;

namespace NetAnomaly.Core.Readers.Text;

/// <summary>The lines that are left in a <see cref="LineReader"/>, as a stream for parsers that read streams, and read ahead.</summary>
/// <remarks>
/// A line that is too long leaves an empty line, so that the parser's count of lines stays right. Where the content breaks off, the
/// stream ends behind the last whole line. What went wrong waits until the parser has come so far: <see cref="Settle"/>.
/// </remarks>
internal sealed class LineStream(LineReader lines, FlowReadContext context) : ReadOnlyStream
{
    private readonly Queue<(long Line, string Text)> tooLong = new();
    private ExceptionDispatchInfo? error;
    private int taken;
    private bool hasLine;

    /// <summary>Rejects the lines before <paramref name="line"/> that were too long.</summary>
    public void Settle(long line)
    {
        while (tooLong.TryPeek(out var first) && first.Line < line)
        {
            context.Reject(first.Line, "the line is longer than 1 MiB", first.Text);
            tooLong.Dequeue();
        }
    }

    /// <summary>Settles what is left at the end of the stream.</summary>
    /// <exception cref="FlowFileException">The content broke off there.</exception>
    public void SettleAll()
    {
        Settle(long.MaxValue);
        error?.Throw();
    }

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length && (hasLine || NextLine())) written += Hand(buffer[written..]);
        return written;
    }

    private bool NextLine()
    {
        if (error is not null) return false;
        try
        {
            hasLine = lines.Read();
        }
        catch (IOException exception)
        {
            error = ExceptionDispatchInfo.Capture(exception);
            return false;
        }

        taken = 0;
        if (hasLine && lines.IsTooLong) tooLong.Enqueue((lines.Number, lines.Text[..FlowReadContext.RejectedTextLength].ToString()));
        return hasLine;
    }

    private int Hand(Span<byte> buffer)
    {
        var line = lines.IsTooLong ? default : lines.Bytes;
        var count = Math.Min(buffer.Length, line.Length - taken);
        line.Slice(taken, count).CopyTo(buffer);
        taken += count;
        if (taken < line.Length || count == buffer.Length) return count;
        buffer[count] = (byte)'\n';
        hasLine = false;
        return count + 1;
    }
}
