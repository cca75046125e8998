namespace NetAnomaly.Flows.Disk;

/// <summary>
/// Finds the files in and below folders, each once: what several links or names lead to counts under one, and a link
/// to a folder above is not followed again. Nothing is opened.
/// </summary>
/// <remarks>
/// Hidden files and folders are left out, and so are the temporary files of <see cref="PendingFile"/>. A file keeps
/// the name that is no link, where it has one below the folder.
/// </remarks>
/// <param name="cancellation">Stops the search between two files.</param>
internal sealed class FolderSearch(CancellationToken cancellation = default)
{
    private static readonly EnumerationOptions Entries = new()
    {
        IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<(string Path, Exception Cause)> unreadable = [];

    /// <summary>The folders that could not be listed, and why.</summary>
    public IReadOnlyList<(string Path, Exception Cause)> Unreadable => unreadable;

    /// <summary>How many devices, pipes and sockets, and links that lead nowhere, were passed over.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Whether the folder that was searched last holds no file, and all of it could be looked at.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Lists a folder; replaced in tests.</summary>
    internal Func<string, IEnumerable<FileSystemInfo>> List { get; init; } =
        folder => new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Entries);

    /// <summary>The files in and below a folder that were not found before, in the order of their paths.</summary>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public IReadOnlyList<string> FilesBelow(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = new List<string>();
        var folders = new Stack<string>([folder]);
        var links = new Queue<string>();
        IsEmpty = true;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            // Links wait until all that is no link has been found.
            if (folders.TryPop(out var next)) Look(next, folders, links, files);
            else if (links.TryDequeue(out var link)) Take(link, folders, files);
            else break;
        }

        // By code points, not by any language: the same order everywhere.
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private void Look(string folder, Stack<string> folders, Queue<string> links, List<string> files)
    {
        if (!seen.Add(Identity(folder)))
        {
            IsEmpty = false;
            return;
        }

        try
        {
            var entries = new List<FileSystemInfo>();
            foreach (var entry in List(folder))
            {
                cancellation.ThrowIfCancellationRequested();
                entries.Add(entry);
            }

            foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                // As they were asked for: relative to where the caller stands, where the folder was.
                var path = Path.Combine(folder, entry.Name);
                if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is not null)
                    links.Enqueue(path);
                else Take(path, folders, files);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            unreadable.Add((folder, cause));
            IsEmpty = false;
        }
    }

    private void Take(string path, Stack<string> folders, List<string> files)
    {
        var file = SystemFile.Of(path);
        switch (file.Kind)
        {
            case FileKind.Directory:
                folders.Push(path);
                break;
            case FileKind.Regular when PendingFile.IsTemporary(path):
                break;
            case FileKind.Regular:
                IsEmpty = false;
                if (seen.Add(file.Identity)) files.Add(path);
                break;
            default:
                PassedOver++;
                break;
        }
    }

    private static string Identity(string folder) =>
        SystemFile.Of(folder) is { Identity.Length: > 0 } known ? known.Identity : folder;
}
