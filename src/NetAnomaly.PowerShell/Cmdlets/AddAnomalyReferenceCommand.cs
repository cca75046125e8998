using System.Management.Automation;
using NetAnomaly.Core.Scoring;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Teaches a metric-learning model a new class from a handful of flows, without training. The model given stays as it
/// is.
/// </summary>
[Cmdlet(VerbsCommon.Add, "AnomalyReference")]
[OutputType(typeof(AnomalyModel))]
public sealed class AddAnomalyReferenceCommand : CancellableCmdlet
{
    private readonly List<FlowRecord> flows = [];
    private FlowInput? input;

    /// <summary>The model, or its file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ModelSource? Model { get; set; }

    /// <summary>The name of the class.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ValidatePattern(@"\S")]
    public string Label { get; set; } = "";

    /// <summary>Flows of that class.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin() => input = new FlowInput(this);

    /// <inheritdoc/>
    protected override void OnRecord() => input!.Take(InputObject, flows.Add);

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (flows.Count == 0) return;
        var model = ModelLoader.Load(this, Model!, out var owned);
        try
        {
            WriteObject(ReferenceUpdater.AddReferences(model, flows, Label));
        }
        catch (NotSupportedException cause)
        {
            ThrowTerminatingError(ErrorFactory.ModelKeepsNoReferences(cause, model));
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.FeaturesDifferFromModel(cause, flows[0]));
        }
        finally
        {
            if (owned) model.Dispose();
        }
    }
}
