using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>A cmdlet that works on a file of suppressions.</summary>
public abstract class SuppressionCmdlet : CancellableCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The path in the file system.</summary>
    private protected string FilePath => field ??= ProviderPaths.Target(this, Path);

    /// <summary>Reads the file, and says what is wrong with entries that are left out.</summary>
    private protected SuppressionDocument ReadFile(bool mustExist = true)
    {
        var document = SuppressionArgument.Read(this, Path, mustExist);
        foreach (var fault in document.Faults) WriteError(SuppressionErrors.Entry(fault));
        return document;
    }

    /// <summary>Writes the file.</summary>
    private protected void WriteFile(SuppressionDocument document)
    {
        try
        {
            SuppressionFile.Write(FilePath, document);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(SuppressionErrors.Unusable(cause, FilePath));
        }
    }

    /// <summary>A time that was given, UTC where it says no zone, to the second as the file has it.</summary>
    private protected static DateTime Utc(DateTime time)
    {
        var utc = time.Kind == DateTimeKind.Local
            ? time.ToUniversalTime()
            : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }
}
