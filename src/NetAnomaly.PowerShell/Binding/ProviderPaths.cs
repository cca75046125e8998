using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// From what users call a path (relative, with wildcards, on a PowerShell drive) to paths of the file system.
/// </summary>
internal static class ProviderPaths
{
    /// <summary>
    /// The files that a path means. What does not exist is reported as an error of the cmdlet and left out.
    /// </summary>
    public static IReadOnlyList<string> Find(PSCmdlet cmdlet, string path, bool literal) =>
        Find(cmdlet, path, literal, directories: false);

    /// <summary>The same, with the directories among the matches of a wildcard.</summary>
    public static IReadOnlyList<string> FindAll(PSCmdlet cmdlet, string path, bool literal) =>
        Find(cmdlet, path, literal, directories: true);

    /// <summary>
    /// Where a path that need not exist lies in the file system; ends the cmdlet where it cannot lie there.
    /// </summary>
    public static string Target(PSCmdlet cmdlet, string path)
    {
        try
        {
            return Unresolved(cmdlet, path);
        }
        catch (SessionStateException cause) when (
            cause is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.NotFound(path, cause));
        }
        catch (ErrorRecordException error)
        {
            cmdlet.ThrowTerminatingError(error.ErrorRecord);
        }

        return path;
    }

    private static IReadOnlyList<string> Find(PSCmdlet cmdlet, string path, bool literal, bool directories)
    {
        try
        {
            if (literal) return [Unresolved(cmdlet, path)];
            var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (!IsFileSystem(provider)) throw NotAFile(path, provider);
            if (!WildcardPattern.ContainsWildcardCharacters(path)) return found;
            // What a wildcard matches was not meant one by one.
            var files = found.Where(
                file => !PendingFile.IsTemporary(file) && (directories || !Directory.Exists(file))).ToArray();
            if (files.Length == 0) cmdlet.WriteError(ErrorFactory.NotFound(path));
            return files;
        }
        catch (SessionStateException cause) when (
            cause is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            or ProviderNotFoundException)
        {
            cmdlet.WriteError(ErrorFactory.NotFound(path, cause));
        }
        catch (ErrorRecordException error)
        {
            cmdlet.WriteError(error.ErrorRecord);
        }

        return [];
    }

    private static string Unresolved(PSCmdlet cmdlet, string path)
    {
        var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return IsFileSystem(provider) ? resolved : throw NotAFile(path, provider);
    }

    private static bool IsFileSystem(ProviderInfo provider) =>
        provider.Name.Equals(FileSystemProvider.ProviderName, StringComparison.OrdinalIgnoreCase);

    private static ErrorRecordException NotAFile(string path, ProviderInfo provider) =>
        new(ErrorFactory.NotAFileSystemPath(path, provider.Name));
}
