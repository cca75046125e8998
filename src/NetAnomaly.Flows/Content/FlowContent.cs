using System.Text;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Flows.Content;

/// <summary>An open file of flows: unpacked, in UTF-8 without a byte order mark, its beginning known.</summary>
internal sealed class FlowContent : IDisposable
{
    /// <summary>How much of a file's beginning is looked at to recognise its format, in bytes.</summary>
    public const int HeadLength = 64 * 1024;

    private readonly PeekableStream stream;

    private FlowContent(PeekableStream stream, string packing, byte[] head)
    {
        this.stream = stream;
        Packing = packing;
        Head = head;
    }

    /// <summary>The content from its beginning.</summary>
    public Stream Stream => stream;

    /// <summary>The first <see cref="HeadLength"/> bytes, fewer only at the end or before an error.</summary>
    public byte[] Head { get; }

    /// <summary>How the file is packed: <c>gzip</c>, <c>bzip2</c> or <c>none</c>.</summary>
    public string Packing { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FlowFileException">There is no such file, it cannot be opened, or it is empty.</exception>
    public static FlowContent Open(string path)
    {
        var file = OpenFile(path);
        try
        {
            var content = Unpack(path, file, out var packing);
            var head = content.Peek(HeadLength).ToArray();
            if (!head.AsSpan().ContainsAnyExcept(" \t\r\n"u8))
                throw content.PendingError ?? FlowFileErrors.Empty(path);
            return new FlowContent(content, packing, head);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The error that broke off the beginning; <see langword="null"/> where there was none.</summary>
    public Exception? PendingError => stream.PendingError;

    public void Dispose() => stream.Dispose();

    private static PeekableStream Unpack(string path, Stream file, out string packing)
    {
        var packed = new PeekableStream(file);
        packing = packed.Peek(4) switch
        {
            [0x1f, 0x8b, ..] => "gzip",
            [0x42, 0x5a, 0x68, >= (byte)'1' and <= (byte)'9'] => "bzip2",
            _ => "none",
        };
        var content = packing switch
        {
            "gzip" => new PeekableStream(new UnpackingStream(path, packed)),
            "bzip2" => new PeekableStream(new Bzip2Stream(path, packed)),
            _ => packed,
        };
        switch (content.Peek(3))
        {
            case [0xef, 0xbb, 0xbf]:
                content.Skip(3);
                return content;
            // What Windows PowerShell writes with > and Out-File.
            case [0xff, 0xfe, ..]:
                return Transcode(content, Encoding.Unicode);
            case [0xfe, 0xff, ..]:
                return Transcode(content, Encoding.BigEndianUnicode);
            default:
                return content;
        }
    }

    private static PeekableStream Transcode(PeekableStream content, Encoding encoding)
    {
        content.Skip(2);
        return new PeekableStream(Encoding.CreateTranscodingStream(content, encoding, Encoding.UTF8));
    }

    private static FileStream OpenFile(string path)
    {
        // Opening a pipe waits until somebody writes to it, which nothing can stop.
        switch (SystemFile.Of(path).Kind)
        {
            case FileKind.Directory: throw FlowFileErrors.IsDirectory(path);
            case FileKind.Special: throw FlowFileErrors.NotAFile(path);
        }

        try
        {
            // Logs are read while their writer still holds them, and may be rotated away meanwhile.
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1,
                FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FlowFileErrors.NotFound(path, exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw FlowFileErrors.AccessDenied(path, exception);
        }
    }
}
