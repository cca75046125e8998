using System.IO.Compression;

namespace NetAnomaly.Core.Readers.Content;

/// <summary>The unpacked content of a gz file, one member after the other; a broken archive is told as a <see cref="FlowFileException"/>.</summary>
internal sealed class UnpackingStream(string path, SourceStream source, Stream packed) : ReadOnlyStream
{
    private readonly GZipStream unpacked = new(packed, CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return unpacked.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            var fault = source.AtEnd ? FlowFileFault.Truncated : FlowFileFault.Malformed;
            throw FlowFileErrors.Broken(fault, path, 0, exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }
}
