using System.Text;

namespace NetAnomaly.Flows.Content;

/// <summary>What is read as one export: unpacked, in UTF-8 without a byte order mark, its beginning known.</summary>
internal sealed class FlowContent : IDisposable
{
    /// <summary>How much of the beginning is looked at to recognise a format, in bytes.</summary>
    public const int HeadLength = 64 * 1024;

    private readonly PeekableStream unpacked;
    private readonly PeekableStream stream;

    /// <summary>Looks at the beginning.</summary>
    /// <param name="path">Where it stands, as it stands in messages.</param>
    /// <param name="packing">How it is packed.</param>
    /// <param name="unpacked">The content, unpacked; disposed with this one.</param>
    /// <exception cref="FlowFileException">It is empty, or broken from its beginning.</exception>
    public FlowContent(string path, string packing, PeekableStream unpacked)
    {
        this.unpacked = unpacked;
        Path = path;
        Packing = packing;
        stream = Decode(unpacked, out var zeros);
        Zeros = zeros;
        Head = stream.Peek(HeadLength).ToArray();
        if (!Head.AsSpan().ContainsAnyExcept(" \t\r\n"u8)) throw stream.PendingError ?? FlowFileErrors.Empty(path);
    }

    /// <summary>The file, or the member of an archive with the archive's path before it.</summary>
    public string Path { get; }

    /// <summary>When it was last written, UTC; <see langword="null"/> where the file itself says so.</summary>
    public DateTime? Written { get; init; }

    /// <summary>The content from its beginning.</summary>
    public Stream Stream => stream;

    /// <summary>The first <see cref="HeadLength"/> bytes, fewer only at the end or before an error.</summary>
    public byte[] Head { get; }

    /// <summary>How many bytes of zero stood before the content and were passed over.</summary>
    public long Zeros { get; }

    /// <summary>How it is packed: <c>gzip</c>, <c>zip</c>, <c>tar gzip</c>; <c>none</c> where it is not.</summary>
    public string Packing { get; }

    /// <summary>The error that broke off the beginning; <see langword="null"/> where there was none.</summary>
    public Exception? PendingError => stream.PendingError;

    /// <summary>Whether the packed content has ended, and something else stands behind it in the file.</summary>
    public bool IsFollowed => unpacked.IsFollowed;

    public void Dispose() => stream.Dispose();

    private static PeekableStream Decode(PeekableStream content, out long zeros)
    {
        zeros = TextBeginning.SkipZeros(content);
        switch (content.Peek(3))
        {
            case [0xef, 0xbb, 0xbf]:
                // Tools that join or rewrite files put a second one before the first.
                while (content.Peek(3) is [0xef, 0xbb, 0xbf]) content.Skip(3);
                return content;
            // What Windows PowerShell writes with > and Out-File.
            case [0xff, 0xfe, ..]:
                content.Skip(2);
                return Transcode(content, Encoding.Unicode);
            case [0xfe, 0xff, ..]:
                content.Skip(2);
                return Transcode(content, Encoding.BigEndianUnicode);
            default:
                return TextBeginning.Unmarked(content) is { } encoding ? Transcode(content, encoding) : content;
        }
    }

    private static PeekableStream Transcode(PeekableStream content, Encoding encoding) =>
        new(Encoding.CreateTranscodingStream(content, encoding, Encoding.UTF8));
}
