using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>From the path of a file of suppressions to what is in it.</summary>
internal static class SuppressionArgument
{
    /// <summary>Reads a file of suppressions; ends the cmdlet where it is unusable.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="path">The file.</param>
    /// <param name="mustExist">Whether it is an error that there is none; otherwise that is a file of none.</param>
    public static SuppressionDocument Read(PSCmdlet cmdlet, string path, bool mustExist = true)
    {
        var file = ProviderPaths.Target(cmdlet, path);
        try
        {
            return SuppressionFile.Read(file, mustExist);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.NotFound(path, cause));
            throw;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            cmdlet.ThrowTerminatingError(SuppressionErrors.Unusable(cause, file));
            throw;
        }
    }
}
