using System.Management.Automation;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Features;
using NetAnomaly.Core.Scoring;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Turns each flow into a vector of numbers of like size.</summary>
[Cmdlet(VerbsData.ConvertTo, "FlowFeature", DefaultParameterSetName = ReferenceSet)]
[OutputType(typeof(FlowFeature))]
public sealed class ConvertToFlowFeatureCommand : CancellableCmdlet
{
    private const string ReferenceSet = "Reference";
    private const string ModelSet = "Model";

    private readonly List<FlowRecord> waiting = [];
    private readonly FeatureTableBuilder gathered = new();
    private FeatureMap? map;
    private FlowInput? input;
    private Action<FlowRecord>? take;

    /// <summary>The flows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The flows that say what is usual; without them those given are measured by themselves.</summary>
    [Parameter(Position = 0, ParameterSetName = ReferenceSet)]
    [ValidateNotNullOrEmpty]
    public object[]? Reference { get; set; }

    /// <summary>
    /// A trained model that sees features, or its file: what is usual is what was so in its training.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ModelSet)]
    [ValidateNotNull]
    public ModelSource? Model { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        (input, take) = (new FlowInput(this), Take);
        if (Model is not null) map = MapOf(Model);
        if (Reference is null) return;
        var builder = new FeatureTableBuilder();
        input.Take(Reference, flow =>
        {
            Cancellation.ThrowIfCancellationRequested();
            if (!TryAdd(builder, flow, out var error)) ThrowTerminatingError(error);
        });

        map = Fit(builder);
    }

    /// <inheritdoc/>
    protected override void OnRecord() => input!.Take(InputObject, take!);

    private void Take(FlowRecord flow)
    {
        if (map is not null) Write(flow);
        else if (TryAdd(gathered, flow, out var error)) waiting.Add(flow);
        else WriteError(error);
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (waiting.Count == 0) return;
        map = Fit(gathered);
        foreach (var flow in waiting)
        {
            Cancellation.ThrowIfCancellationRequested();
            Write(flow);
        }
    }

    private FeatureMap MapOf(ModelSource source)
    {
        var model = ModelLoader.Load(this, source, out var owned);
        if (LoadedModel.Of(model).Detector is not VectorDetector detector)
        {
            ThrowTerminatingError(ErrorFactory.ModelSeesNoFeatures(model));
            throw new InvalidOperationException();
        }

        // The map is plain data and outlives the model.
        if (owned) model.Dispose();
        return detector.Map;
    }

    private static bool TryAdd(FeatureTableBuilder builder, FlowRecord flow, out ErrorRecord? error)
    {
        try
        {
            builder.Add(flow);
            error = null;
            return true;
        }
        catch (ArgumentException cause)
        {
            error = ErrorFactory.FeaturesDiffer(cause, flow);
            return false;
        }
    }

    private FeatureMap Fit(FeatureTableBuilder builder)
    {
        var table = builder.Build();
        try
        {
            return FeatureMap.Fit(table, [.. Enumerable.Range(0, table.Rows)]);
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.NothingToFitOn(cause));
            throw;
        }
    }

    private void Write(FlowRecord flow)
    {
        var values = new float[map!.Width];
        try
        {
            map.Map(flow, values);
        }
        catch (ArgumentException cause)
        {
            WriteError(ErrorFactory.FeaturesDiffer(cause, flow));
            return;
        }

        var unusual = map.MostUnusual(flow);
        WriteObject(new FlowFeature(flow, map.Names, values, unusual.ToString(), unusual.Deviation));
    }
}
