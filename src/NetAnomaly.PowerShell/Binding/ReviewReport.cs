using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// Shows a review of training once: as an object in the information stream, which the host shows as it shows what
/// Write-Host writes. The pipeline carries the model alone, which has the same review.
/// </summary>
internal static class ReviewReport
{
    /// <summary>The tag of the information record.</summary>
    public const string Tag = "NetAnomaly.TrainingReview";

    // The engine shows records with this tag whatever $InformationPreference is, unless it is Ignore.
    private const string ShownTag = "PSHOST";

    /// <summary>Writes the review of a model, where there is anything to look at.</summary>
    public static void Write(Cmdlet cmdlet, AnomalyModel trained)
    {
        if (trained.TrainingReview is { IsEmpty: false } review) cmdlet.WriteInformation(review, [Tag, ShownTag]);
    }
}
