namespace NetAnomaly.Flows.Content;

/// <summary>
/// The unpacked content of a file that is packed as one stream or as several in a row; what is broken is told as a
/// <see cref="FlowFileException"/>. What stands behind the last stream and begins no other is left alone.
/// </summary>
internal sealed class PackedStreams : ReadOnlyStream, IPackedContent
{
    private readonly string path;
    private readonly StreamPacking packing;
    private readonly DecompressionLimit limit;
    private readonly CountedStream packed;
    private readonly PeekableStream ahead;
    private Stream? current;
    private bool any;

    public PackedStreams(string path, Stream packed, StreamPacking packing, DecompressionLimit? outer = null)
    {
        this.path = path;
        this.packing = packing;
        limit = new DecompressionLimit(path, outer);
        this.packed = new CountedStream(packed, limit);
        ahead = new PeekableStream(this.packed);
    }

    /// <inheritdoc/>
    public bool IsFollowed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        try
        {
            while (true)
            {
                if (current is null)
                {
                    if (any) SkipPadding();
                    if (!packing.Begins(ahead.Peek(StreamPacking.HeadLength)))
                        return any
                            ? End()
                            : throw new InvalidDataException($"It does not begin as {packing.Name} does.");
                    current = packing.Open(new ForwardStream(ahead));
                }

                var read = current.Read(buffer);
                if (read > 0)
                {
                    any = true;
                    limit.CountUnpacked(read);
                    return read;
                }

                any = true;
                if (packing.ReadsOn) return 0;
                current.Dispose();
                current = null;
            }
        }
        catch (Exception cause) when (Decoders.IsTheirFault(cause))
        {
            // zstd and LZ4 look for the next frame themselves, and take whatever stands there for a broken one.
            if (any && Decoders.IsNoFrame(cause))
            {
                IsFollowed = true;
                return 0;
            }

            throw Decoders.Broken(path, cause, packed.IsAtEnd);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            current?.Dispose();
            ahead.Dispose();
        }

        base.Dispose(disposing);
    }

    private int End()
    {
        IsFollowed = ahead.Peek(StreamPacking.HeadLength).ContainsAnyExcept((byte)0);
        return 0;
    }

    private void SkipPadding()
    {
        while (packing.Padding > 0 && ahead.Peek(packing.Padding) is var next && next.Length == packing.Padding
            && !next.ContainsAnyExcept((byte)0)) ahead.Skip(packing.Padding);
    }
}
