using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;

namespace NetAnomaly.Flows.Content;

/// <summary>
/// The unpacked content of a bz2 file, one stream after the other; a broken archive is told as a
/// <see cref="FlowFileException"/>.
/// </summary>
internal sealed class Bzip2Stream : ReadOnlyStream
{
    private readonly string path;
    private readonly DecompressionLimit limit;
    private readonly CountedStream packed;
    private readonly PeekableStream ahead;
    private BZip2InputStream? current;

    public Bzip2Stream(string path, Stream packed)
    {
        this.path = path;
        limit = new DecompressionLimit(path);
        this.packed = new CountedStream(packed, limit);
        ahead = new PeekableStream(this.packed);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        try
        {
            while (true)
            {
                if (current is null)
                {
                    // Tools that pack on several cores write many streams.
                    if (ahead.Peek(3) is not [0x42, 0x5a, 0x68]) return 0;
                    current = new BZip2InputStream(ahead) { IsStreamOwner = false };
                }

                var read = current.Read(buffer);
                if (read > 0)
                {
                    limit.CountUnpacked(read);
                    return read;
                }

                current = null;
            }
        }
        catch (EndOfStreamException exception)
        {
            throw FlowFileErrors.Broken(FlowFileFault.Truncated, path, 0, exception);
        }
        catch (Exception exception) when (exception is SharpZipBaseException or IndexOutOfRangeException)
        {
            throw FlowFileErrors.Broken(
                packed.IsAtEnd ? FlowFileFault.Truncated : FlowFileFault.Malformed, path, 0, exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) ahead.Dispose();
        base.Dispose(disposing);
    }
}
