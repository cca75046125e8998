using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Flows.Content;

/// <summary>An open file of flows: one export, plain or packed, or an archive of several.</summary>
internal sealed class FlowContents : IDisposable
{
    private const string Plain = "none";
    private static readonly byte[] ParquetMark = "PAR1"u8.ToArray();

    // The path of a member of our own archives has dozens; millions are an attack on the memory.
    private const int MostMembers = 100_000;
    private const int FileBuffer = 1 << 16;

    private readonly string path;
    private readonly FileStream file;
    private readonly PeekableStream content;
    private readonly ArchiveKind? archive;
    private readonly DecompressionLimit limit;

    private FlowContents(string path, FileStream file)
    {
        this.path = path;
        this.file = file;
        limit = new DecompressionLimit(path);
        var packed = new PeekableStream(file);
        if (packed.Peek(ParquetMark.Length).SequenceEqual(ParquetMark))
        {
            file.Position = 0;
            limit.CountPacked(file.Length);
            content = new PeekableStream(new ParquetStream(path, new BufferedStream(file, FileBuffer), limit));
            Packing = "parquet";
            return;
        }

        content = Unpack(path, packed, null, out var packing);
        archive = ArchiveKind.Of(content.Peek(ArchiveKind.HeadLength));
        // What cannot be read through another packing is told as foreign content.
        if (archive is { NeedsFile: true } && packing != Plain) archive = null;
        Packing = archive is null ? packing : packing == Plain ? archive.Name : $"{archive.Name} {packing}";
    }

    /// <summary>How the file is packed.</summary>
    public string Packing { get; }

    /// <summary>Whether the file is an archive of members.</summary>
    public bool IsArchive => archive is not null;

    /// <summary>Opens a file.</summary>
    /// <exception cref="FlowFileException">There is no such file, or it cannot be opened.</exception>
    public static FlowContents Open(string path)
    {
        var file = OpenFile(path);
        try
        {
            return new FlowContents(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The export that a file is, which is no archive.</summary>
    /// <exception cref="FlowFileException">It is empty, or broken from its beginning.</exception>
    public FlowContent Single() => new(path, Packing, content);

    /// <summary>The members of an archive; each is worked on before the next is asked for.</summary>
    /// <exception cref="FlowFileException">While enumerating: the archive is broken, or has too many
    /// members.</exception>
    public IEnumerable<FlowMember> Members()
    {
        // How much is read of the file is not counted: all of it, at most.
        limit.CountPacked(file.Length);
        if (archive!.NeedsFile) file.Position = 0;
        using var members = archive.Members(archive.NeedsFile ? new BufferedStream(file, FileBuffer) : content)
            .GetEnumerator();
        var count = 0;
        while (Next(members))
        {
            if (++count > MostMembers) throw FlowFileErrors.TooLarge(path, "it has more than 100,000 members.");
            yield return new FlowMember(path, Packing, members.Current, limit);
        }
    }

    public void Dispose()
    {
        content.Dispose();
        file.Dispose();
    }

    /// <summary>Unpacks one packing, where there is one.</summary>
    public static PeekableStream Unpack(
        string path, PeekableStream packed, DecompressionLimit? outer, out string packing)
    {
        var head = packed.Peek(StreamPacking.HeadLength);
        if (head is [0x1f, 0x8b, ..])
        {
            packing = "gzip";
            return new PeekableStream(new UnpackingStream(path, packed, outer));
        }

        var known = StreamPackings.Of(head);
        packing = known?.Name ?? Plain;
        return known is null ? packed : new PeekableStream(new PackedStreams(path, packed, known, outer));
    }

    private bool Next(IEnumerator<ArchiveMember> members)
    {
        try
        {
            return members.MoveNext();
        }
        catch (Exception cause) when (Decoders.IsTheirFault(cause))
        {
            throw Decoders.Broken(path, cause, isAtEnd: false);
        }
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
