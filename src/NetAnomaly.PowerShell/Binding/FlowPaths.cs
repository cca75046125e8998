using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// From what users call files of flows to files: with -Recurse directories give all files in and below them, in the
/// order of their paths.
/// </summary>
internal static class FlowPaths
{
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true, IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>The files that paths mean; what does not exist is reported as an error of the cmdlet.</summary>
    /// <param name="cmdlet">Who asks, and where errors go.</param>
    /// <param name="paths">What was given.</param>
    /// <param name="literal">Whether that has no wildcards.</param>
    /// <param name="recurse">Whether directories are searched.</param>
    /// <param name="missing">How many paths mean no file.</param>
    public static IReadOnlyList<FoundFile> Find(
        PSCmdlet cmdlet, IEnumerable<string> paths, bool literal, bool recurse, out int missing)
    {
        missing = 0;
        var files = new List<FoundFile>();
        foreach (var path in paths)
        {
            var matches = recurse
                ? ProviderPaths.FindAll(cmdlet, path, literal)
                : ProviderPaths.Find(cmdlet, path, literal);
            if (matches.Count == 0) missing++;
            foreach (var found in matches)
            {
                if (recurse && Directory.Exists(found)) Search(cmdlet, found, files);
                else files.Add(new FoundFile(found, IsSearched: false));
            }
        }

        return files;
    }

    private static void Search(PSCmdlet cmdlet, string directory, List<FoundFile> files)
    {
        try
        {
            // By code points, not by any language: the same order everywhere.
            files.AddRange(
                Directory.EnumerateFiles(directory, "*", Below).Order(StringComparer.Ordinal)
                    .Select(file => new FoundFile(file, IsSearched: true)));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            cmdlet.WriteError(ErrorFactory.NotFound(directory, cause));
        }
    }
}
