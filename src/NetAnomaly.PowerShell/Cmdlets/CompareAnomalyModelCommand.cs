using System.Management.Automation;
using NetAnomaly.Operations.Retraining;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Says which incidents of some exports two models raise, each alone and both.</summary>
[Cmdlet(VerbsData.Compare, "AnomalyModel", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ModelComparison))]
public sealed class CompareAnomalyModelCommand : ExportCmdlet
{
    private readonly List<AnomalyModel> owned = [];

    /// <summary>The model that the other is compared with, or its file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ModelSource? ReferenceModel { get; set; }

    /// <summary>The model that is compared, or its file.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNull]
    public ModelSource? DifferenceModel { get; set; }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        var (reference, difference) = (Load(ReferenceModel!), Load(DifferenceModel!));
        var exports = Index(reference.Spec.Window);
        if (exports.Windows.Count == 0) ThrowTerminatingError(RetrainingErrors.NothingToCompare());
        var others = reference.Spec.Window == difference.Spec.Window ? exports : Index(difference.Spec.Window);
        var from = new DateTime(exports.Windows[0], DateTimeKind.Utc).Date;
        var until = new DateTime(exports.Windows[^1], DateTimeKind.Utc) + exports.Window;
        var rules = Rules(FromState<IReadOnlyList<AnomalyIncident>>(store => store.Seen(from.Ticks), []));
        NightsScan Scan(AnomalyModel model, ExportIndex index) => Reading(
            () => NightsScan.RunAsync(model, index, from, until, rules, Cancellation).GetAwaiter().GetResult(), model);
        WriteObject(
            ModelComparer.Compare(
                (Name(ReferenceModel!), Scan(reference, exports)), (Name(DifferenceModel!), Scan(difference, others)),
                from, until, rules.Marked));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) owned.ForEach(model => model.Dispose());
        base.Dispose(disposing);
    }

    private AnomalyModel Load(ModelSource source)
    {
        var model = ModelLoader.Load(this, source, RequestEngine(), out var isOwned);
        if (isOwned) owned.Add(model);
        return model;
    }

    private static string Name(ModelSource source) =>
        source.Path is { } path ? System.IO.Path.GetFileName(path) : source.Model!.Name;
}
