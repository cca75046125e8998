using System.Buffers;

namespace NetAnomaly.Flows.Disk;

/// <summary>
/// A file that is written as a whole or not at all: under a temporary name beside its place, which it takes at
/// <see cref="Complete"/> after it was flushed to the disk. Nobody sees half a file.
/// </summary>
/// <remarks>
/// Where the path is a link, the file that it leads to is replaced and the link stays. A file that replaces another has
/// that one's mode, and its owner where this process may give files away. Devices, pipes and sockets are refused.
/// </remarks>
internal sealed class PendingFile : IDisposable
{
    /// <summary>How temporary names end; files with such names are no exports.</summary>
    public const string TemporaryEnding = ".tmp";

    private const int IdLength = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly bool overwrite;
    private readonly string temporary;
    private readonly SystemFile replaced;
    private readonly UnixFileMode? mode;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The final file.</param>
    /// <param name="overwrite">Whether it may replace one that is there.</param>
    /// <param name="bufferSize">The size of the buffer, in bytes.</param>
    /// <exception cref="IOException">The file is there and <paramref name="overwrite"/> is false, it is no regular
    /// file, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public PendingFile(string path, bool overwrite, int bufferSize = 1 << 16)
    {
        Path = Check(path, overwrite);
        this.overwrite = overwrite;
        replaced = SystemFile.Of(Path);
        mode = replaced.Kind == FileKind.Regular && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(Path) : null;
        temporary = $"{Path}.{Guid.NewGuid():N}{TemporaryEnding}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = bufferSize,
        };
        // Until it has the mode of the one that it replaces, nobody else may read it.
        if (mode is not null && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Stream = new FileStream(temporary, options);
    }

    /// <summary>Where the file will stand, behind all links.</summary>
    public string Path { get; }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Whether the file has taken its place.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether a name is that of a file that was never completed, by whatever run of this program.</summary>
    public static bool IsTemporary(string path)
    {
        var name = System.IO.Path.GetFileName(path.AsSpan());
        if (!name.EndsWith(TemporaryEnding, StringComparison.Ordinal)) return false;
        name = name[..^TemporaryEnding.Length];
        return name.Length > IdLength + 1 && name[^(IdLength + 1)] == '.'
            && !name[^IdLength..].ContainsAnyExcept(HexDigits);
    }

    /// <summary>Checks that a file may be written, and gives its place behind all links.</summary>
    /// <exception cref="IOException">It may not.</exception>
    public static string Check(string path, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Asked of the link itself: what /dev/stdout leads to has no name.
        switch (SystemFile.Of(path).Kind)
        {
            case FileKind.Directory:
                throw new IOException($"{path}: this is a directory; name a file.");
            case FileKind.Special:
                throw new IOException($"{path}: this is a device, a pipe or a socket; name a file.");
            case FileKind.Regular when !overwrite:
                throw new IOException(
                    $"{path}: the file exists already; name another, or allow it to be overwritten.");
            default:
                return Resolve(path);
        }
    }

    /// <summary>Flushes the file to the disk and puts it in its place.</summary>
    /// <exception cref="IOException">It cannot be written, or another has come there meanwhile and must not be
    /// replaced.</exception>
    public void Complete()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        if (mode is { } kept && !OperatingSystem.IsWindows())
        {
            // In this order: a change of the owner can take bits of the mode away.
            UnixStatus.TryGive(temporary, replaced.Owner, replaced.Group);
            File.SetUnixFileMode(temporary, kept);
        }

        // Windows keeps the access rights of what is replaced this way.
        if (OperatingSystem.IsWindows() && overwrite && File.Exists(Path)) File.Replace(temporary, Path, null);
        else File.Move(temporary, Path, overwrite);
        IsComplete = true;
    }

    /// <summary>Ends the writing; what was not completed is removed.</summary>
    public void Dispose()
    {
        if (IsComplete) return;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk: the one who wrote was told.
        }

        File.Delete(temporary);
    }

    private static string Resolve(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return SystemFile.IsLink(full)
            ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full
            : full;
    }
}
