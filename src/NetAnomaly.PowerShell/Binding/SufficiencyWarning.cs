using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Tells users that the p-value they ask for cannot be had from a model.</summary>
internal static class SufficiencyWarning
{
    /// <summary>
    /// A small calibration has no small p-values: a smaller -MaxPValue finds nothing, silently.
    /// </summary>
    public static void Write(PSCmdlet cmdlet, AnomalyModel model, AnomalyThreshold threshold)
    {
        var least = LoadedModel.Of(model).Calibration.Smallest;
        if (threshold.MaxPValue is not { } most || most >= least) return;
        cmdlet.Warn(string.Create(
            CultureInfo.InvariantCulture,
            $"The model '{model.Name}' was calibrated on so few conversations that no p-value can be below "
                + $"{least:0.####}, and none is called anomalous at {most:0.####}. Train on more traffic, or give "
                + $"-MaxPValue {Math.Ceiling(least * 10_000) / 10_000:0.####} or a -Threshold."));
    }
}
