using System.Globalization;
using System.Management.Automation;

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
        cmdlet.WriteVerbose(summary.ToString());
        if (summary.Undetermined > 0)
        {
            cmdlet.WriteWarning(string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Undetermined:N0} of {summary.Conversations:N0} conversations could not be judged: that is "
                    + $"not to say that they are normal. Their Verdict says why."));
        }

        cmdlet.WriteInformation(summary, [Tag]);
    }
}
