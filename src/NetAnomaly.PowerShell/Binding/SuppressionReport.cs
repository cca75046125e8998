using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Says what suppressions did: nothing is hidden in silence.</summary>
internal static class SuppressionReport
{
    /// <summary>How the summary is tagged in the information stream.</summary>
    private const string Tag = "NetAnomaly.Suppression";

    /// <summary>Writes warnings, the summary, and the counts where they are asked for.</summary>
    public static void Write(Cmdlet cmdlet, SuppressionSummary summary, bool withCounts)
    {
        foreach (var warning in SuppressionCounter.Warnings(summary)) cmdlet.Warn(warning);
        cmdlet.Explain(summary.ToString());
        cmdlet.WriteInformation(summary, [Tag]);
        if (!withCounts) return;
        foreach (var count in summary.Suppressions) cmdlet.WriteObject(count);
    }
}
