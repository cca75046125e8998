namespace NetAnomaly.Flows.Content;

/// <summary>
/// A stream that says how far it was read, and that gives as much as is asked for unless it ends: libraries that unpack
/// rely on both.
/// </summary>
internal sealed class ForwardStream(PeekableStream inner) : ReadOnlyStream
{
    private long position;

    public override long Position { get => position; set => throw new NotSupportedException(); }

    /// <summary>The next bytes, which stay to be read; fewer than asked for only before the end.</summary>
    public ReadOnlySpan<byte> Peek(int count) => inner.Peek(count);

    public override int Read(Span<byte> buffer)
    {
        var read = inner.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        position += read;
        return read;
    }

    public override int ReadByte()
    {
        var next = inner.ReadByte();
        if (next >= 0) position++;
        return next;
    }
}
