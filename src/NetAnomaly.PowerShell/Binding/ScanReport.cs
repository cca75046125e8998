using System.Management.Automation;
using NetAnomaly.Core.Services;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// Says what was asked of a scan and what came of it: as a verbose line, and as an object in the information stream.
/// </summary>
internal static class ScanReport
{
    /// <summary>The tag of the information record.</summary>
    public const string Tag = "NetAnomaly.Scan";

    /// <summary>Writes both.</summary>
    public static void Write(Cmdlet cmdlet, AnomalyScanSummary summary)
    {
        cmdlet.Explain(summary.ToString());
        cmdlet.WriteInformation(summary, [Tag]);
        if (ScanWarnings.Undetermined(summary) is { } warning) cmdlet.Warn(warning);
        if (ScanWarnings.Drift(summary) is { } advice) cmdlet.Warn(advice);
        if (ScanWarnings.NotFinite(summary) is { } error)
            cmdlet.WriteError(ErrorFactory.ScoreNotFinite(error, summary));
    }
}
