namespace NetAnomaly.Core.Readers.Content;

/// <summary>The bytes on disk, and whether their end has been seen: an archive that fails there is cut short, one that fails before is damaged.</summary>
internal sealed class SourceStream(Stream file) : ReadOnlyStream
{
    public bool AtEnd { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(buffer);
        AtEnd |= read == 0 && !buffer.IsEmpty;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
