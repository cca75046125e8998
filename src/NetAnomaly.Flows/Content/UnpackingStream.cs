using System.IO.Compression;

namespace NetAnomaly.Flows.Content;

/// <summary>
/// The unpacked content of a gz file, one member after the other; a broken archive is told as a
/// <see cref="FlowFileException"/>.
/// </summary>
/// <remarks>
/// <see cref="GZipStream"/> takes a file that breaks off for one that ends. Therefore one more member with known
/// content is handed to it behind the file's end: only where the members before are whole does that content come out at
/// the other side.
/// </remarks>
internal sealed class UnpackingStream : ReadOnlyStream, IPackedContent
{
    private static readonly byte[] Mark = "end of a whole file"u8.ToArray();
    private static readonly byte[] PackedMark = PackMark();

    private readonly string path;
    private readonly DecompressionLimit limit;
    private readonly MarkedStream packed;
    private readonly GZipStream unpacked;
    private bool ended;

    public UnpackingStream(string path, Stream packed, DecompressionLimit? outer = null)
    {
        this.path = path;
        limit = new DecompressionLimit(path, outer);
        this.packed = new MarkedStream(new CountedStream(packed, limit));
        unpacked = new GZipStream(this.packed, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    // What is read in whole leaves only the mark; padding ends in zeros.
    public bool IsFollowed => ended && !packed.IsMarkGiven && packed.Last != 0;

    public override int Read(Span<byte> buffer)
    {
        if (ended || buffer.IsEmpty) return 0;
        int read;
        try
        {
            // What was handed in before is unpacked in full before more is asked for: a read in which the mark went in
            // gives the mark's content.
            read = unpacked.Read(buffer);
            if (read > 0 && !packed.IsMarkGiven)
            {
                limit.CountUnpacked(read);
                return read;
            }

            ended = true;
            if (!packed.IsMarkGiven || IsMark(buffer[..read])) return 0;
        }
        catch (InvalidDataException exception)
        {
            ended = true;
            throw FlowFileErrors.Broken(
                packed.IsMarkGiven ? FlowFileFault.Truncated : FlowFileFault.Malformed, path, 0, exception);
        }

        throw FlowFileErrors.Broken(
            FlowFileFault.Truncated, path, 0, new EndOfStreamException("The archive breaks off."));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }

    private bool IsMark(ReadOnlySpan<byte> first)
    {
        Span<byte> content = stackalloc byte[Mark.Length + 1];
        if (first.Length > Mark.Length) return false;
        first.CopyTo(content);
        var length = first.Length + unpacked.ReadAtLeast(
            content[first.Length..], content.Length - first.Length, throwOnEndOfStream: false);
        return content[..length].SequenceEqual(Mark);
    }

    private static byte[] PackMark()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Mark);
        return packed.ToArray();
    }

    /// <summary>The file's bytes, and the packed mark behind their end.</summary>
    private sealed class MarkedStream(Stream inner) : ReadOnlyStream
    {
        private int given;

        public bool IsMarkGiven { get; private set; }

        /// <summary>The last byte that was read of the file.</summary>
        public byte Last { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (!IsMarkGiven)
            {
                var read = inner.Read(buffer);
                if (read > 0) Last = buffer[read - 1];
                if (read > 0 || buffer.IsEmpty) return read;
                IsMarkGiven = true;
            }

            var count = Math.Min(buffer.Length, PackedMark.Length - given);
            PackedMark.AsSpan(given, count).CopyTo(buffer);
            given += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
