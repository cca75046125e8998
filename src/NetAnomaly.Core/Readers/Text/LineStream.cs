using NetAnomaly.Core.Readers.Content;

namespace NetAnomaly.Core.Readers.Text;

/// <summary>The lines that are left in a <see cref="LineReader"/>, as a stream for parsers that read streams.</summary>
/// <remarks>
/// A line that is too long is rejected here and leaves an empty line, so that the parser's count of lines stays right. Only whole lines
/// are handed on: where the content breaks off, the line that it breaks off in is not among them.
/// </remarks>
internal sealed class LineStream(LineReader lines, FlowReadContext context) : ReadOnlyStream
{
    private int taken;
    private bool hasLine;

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (!hasLine)
            {
                // What was read before goes out first: rejects and errors keep their place among the rows.
                if (!lines.HasWholeLine && written > 0) return written;
                if (!lines.Read()) return written;
                (taken, hasLine) = (0, true);
                if (lines.IsTooLong) context.Reject(lines.Number, "the line is longer than 1 MiB", lines.Text);
            }

            written += Hand(buffer[written..]);
        }

        return written;
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
