using System.Management.Automation;
using NetAnomaly.Flows;
using NetAnomaly.Operations.Assets;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>From what cmdlets are given to names and pseudonyms of hosts.</summary>
internal static class AssetArgument
{
    /// <summary>Reads an asset table; ends the cmdlet where there is none in the file.</summary>
    public static AssetTable Read(PSCmdlet cmdlet, string path)
    {
        try
        {
            var table = AssetTable.Read(ProviderPaths.Target(cmdlet, path));
            if (table.Count == 0)
                throw new ArgumentException($"{path}: no row of the asset table makes sense. {table.Warning}");
            if (table.Warning is { } warning) cmdlet.Warn(warning);
            return table;
        }
        catch (FlowFileException cause) when (cause.Fault == FlowFileFault.NotFound)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.NotFound(path, cause));
            throw;
        }
        catch (Exception cause) when (cause is FlowFileException or ArgumentException)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.Make(
                cause, ErrorIds.AssetTableInvalid, ErrorCategory.InvalidData, path,
                "Write a CSV file with the header Address,Name,Owner,Role; an address may be a network, 10.0.3.0/24."));
            throw;
        }
    }

    /// <summary>Reads a key, or makes one; ends the cmdlet where that cannot be.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">The file.</param>
    /// <param name="mayMake">Whether a key may be made.</param>
    public static PseudonymKey? Key(PSCmdlet cmdlet, string path, bool mayMake)
    {
        try
        {
            var file = ProviderPaths.Target(cmdlet, path);
            if (!mayMake || File.Exists(file)) return Checked(cmdlet, PseudonymKey.Read(file), path);
            return cmdlet.Agrees(file, "Make a key of pseudonyms") ? PseudonymKey.ReadOrMake(file) : null;
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.NotFound(path, cause));
            throw;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.Make(
                cause, ErrorIds.PseudonymKeyUnusable, ErrorCategory.OpenError, path,
                "Name a file that was made by ConvertTo-AnomalyPseudonym, or one that does not exist."));
            throw;
        }
    }

    private static PseudonymKey Checked(PSCmdlet cmdlet, PseudonymKey key, string path)
    {
        if (key.IsExposed)
            cmdlet.Warn(
                $"Others than the owner may read {path}: who has the key can tell from a token which address it is. "
                    + "Give it mode 600.");
        return key;
    }
}
