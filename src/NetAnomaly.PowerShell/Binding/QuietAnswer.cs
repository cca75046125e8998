using System.Globalization;
using NetAnomaly.Core.Services;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Whether a scan without an anomaly may answer no.</summary>
internal static class QuietAnswer
{
    /// <summary>Why it may not; <see langword="null"/> where it may.</summary>
    /// <param name="summary">A scan without an anomaly.</param>
    /// <param name="filesFailed">Files that were named and could not be read, or not whole.</param>
    /// <param name="allowUndetermined">Whether what could not be judged counts as clean.</param>
    public static string? WhyNone(AnomalyScanSummary summary, int filesFailed, bool allowUndetermined)
    {
        if (filesFailed > 0)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{filesFailed:N0} {(filesFailed == 1 ? "file" : "files")} could not be read to the end, or lost too "
                    + $"many of their rows: that nothing was found is no answer.");
        if (summary.Conversations == 0) return "There was no flow to look at: that nothing was found is no answer.";
        if (allowUndetermined || !summary.IsInconclusive) return null;
        return ScanWarnings.Undetermined(summary) ?? ScanWarnings.NotFinite(summary);
    }
}
