using System.Management.Automation;
using NetAnomaly.Flows.Disk;
using NetAnomaly.Internal;
namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// From what users call files of flows to files: with -Recurse directories give all files in and below them, each once
/// and in the order of their paths.
/// </summary>
internal static class FlowPaths
{
    private const int FoldersNamed = 10;

    /// <summary>The files that paths mean; what does not exist is reported as an error of the cmdlet.</summary>
    /// <param name="cmdlet">Who asks, and where errors go.</param>
    /// <param name="paths">What was given.</param>
    /// <param name="literal">Whether that has no wildcards.</param>
    /// <param name="recurse">Whether directories are searched.</param>
    /// <param name="missing">How many paths mean no file.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static IReadOnlyList<FoundFile> Find(
        PSCmdlet cmdlet, IEnumerable<string> paths, bool literal, bool recurse, out int missing,
        CancellationToken cancellation)
    {
        missing = 0;
        var search = new FolderSearch(cancellation);
        var files = new List<FoundFile>();
        foreach (var path in paths)
        {
            var matches = recurse
                ? ProviderPaths.FindAll(cmdlet, path, literal)
                : ProviderPaths.Find(cmdlet, path, literal);
            if (matches.Count == 0) missing++;
            foreach (var found in matches)
            {
                cancellation.ThrowIfCancellationRequested();
                if (recurse && Directory.Exists(found)) missing += Search(cmdlet, search, found, files);
                else files.Add(new FoundFile(found, IsSearched: false));
            }
        }

        Report(cmdlet, search);
        return files;
    }

    // Gives how many folders are missing: those that cannot be listed, or the one that holds nothing.
    private static int Search(PSCmdlet cmdlet, FolderSearch search, string folder, List<FoundFile> files)
    {
        var unreadable = search.Unreadable.Count;
        files.AddRange(search.FilesBelow(folder).Select(file => new FoundFile(file, IsSearched: true)));
        if (!search.IsEmpty) return search.Unreadable.Count - unreadable;
        cmdlet.WriteError(ErrorFactory.FolderEmpty(folder));
        return 1;
    }

    private static void Report(PSCmdlet cmdlet, FolderSearch search)
    {
        foreach (var (path, cause) in search.Unreadable.Take(FoldersNamed))
            cmdlet.WriteError(ErrorFactory.FolderUnreadable(path, cause));
        if (search.Unreadable.Count > FoldersNamed)
            cmdlet.Warn(
                CountedText.Of(
                    search.Unreadable.Count - FoldersNamed, "more folder|folders could not be read."));
        if (search.PassedOver > 0)
            cmdlet.Warn(
                CountedText.Of(
                    search.PassedOver,
                    "device|devices, pipe|pipes, socket|sockets or broken link|links found by -Recurse was|were "
                        + "passed over."));
    }
}
