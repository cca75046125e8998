namespace NetAnomaly.Flows.Content;

/// <summary>A packed file whose bytes are counted as they are read.</summary>
internal sealed class CountedStream(Stream inner, DecompressionLimit limit) : ReadOnlyStream
{
    private readonly byte[] one = new byte[1];

    /// <summary>Whether all has been read.</summary>
    public bool IsAtEnd { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        limit.CountPacked(read);
        IsAtEnd |= read == 0 && !buffer.IsEmpty;
        return read;
    }

    public override int ReadByte() => Read(one) == 0 ? -1 : one[0];

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
