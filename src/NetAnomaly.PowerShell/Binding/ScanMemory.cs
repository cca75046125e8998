using System.Management.Automation;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Services;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>The file with the memory of scans that a cmdlet was given.</summary>
internal sealed class ScanMemory
{
    private readonly PSCmdlet cmdlet;
    private readonly string path;
    private readonly AnomalyModel model;

    private ScanMemory(PSCmdlet cmdlet, string path, AnomalyModel model, EvidenceState state)
    {
        (this.cmdlet, this.path, this.model) = (cmdlet, path, model);
        State = state;
    }

    /// <summary>What earlier scans have gathered.</summary>
    public EvidenceState State { get; }

    /// <summary>
    /// Reads the file; begins without memory where there is none. Ends the cmdlet where it is unusable.
    /// </summary>
    public static ScanMemory Open(PSCmdlet cmdlet, string path, AnomalyModel model)
    {
        var file = ProviderPaths.Target(cmdlet, path);
        try
        {
            var state = File.Exists(file) ? ScanStateFile.Load(file, model) : new EvidenceState();
            return new ScanMemory(cmdlet, file, model, state);
        }
        catch (ScanStateException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.ScanState(cause, file));
            throw;
        }
    }

    /// <summary>Writes it after a scan.</summary>
    public void Save(AnomalyScanSummary summary)
    {
        if (ScanWarnings.NoMemory(State, summary) is { } warning)
        {
            cmdlet.Warn(warning);
            return;
        }

        try
        {
            ScanStateFile.Save(State, model, path);
        }
        catch (ScanStateException cause)
        {
            cmdlet.WriteError(ErrorFactory.ScanState(cause, path));
        }
    }
}
