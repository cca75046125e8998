using System.Management.Automation;
using NetAnomaly.Core.Metrics;
using NetAnomaly.Core.Scoring;
using NetAnomaly.PowerShell.Arguments;
using NetAnomaly.PowerShell.Bases;
using NetAnomaly.PowerShell.Errors;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Measures how well a trained model finds the anomalies in labelled traffic, with the split card that the figures rest on.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "AnomalyModel", DefaultParameterSetName = InputSet)]
[OutputType(typeof(AnomalyMetric))]
public sealed class MeasureAnomalyModelCommand : ConversationCmdlet
{
    private AnomalyModel? model;
    private bool owned;
    private AnomalyScorer? scorer;
    private ModelMeasurement? measurement;
    private readonly List<FlowSequence> pending = [];

    /// <summary>Labels that mean an anomaly; * and ? are wildcards. By default all but what public captures call normal.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? AnomalousLabel { get; set; }

    /// <summary>Alerted are scores of at least this, nats.</summary>
    [Parameter]
    public double? Threshold { get; set; }

    /// <summary>Alerted are p-values of at most this.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? MaxPValue { get; set; }

    /// <inheritdoc/>
    protected override ModelSpec OpenModel()
    {
        model = ModelOpening.Load(this, Model!, RequestEngine(), out owned);
        scorer = new AnomalyScorer(model, AnomalyThreshold.Of(Threshold, MaxPValue));
        measurement = new ModelMeasurement(model, new LabelRule(AnomalousLabel));
        return model.Spec;
    }

    /// <inheritdoc/>
    protected override void Take(FlowSequence conversation)
    {
        pending.Add(conversation);
        if (pending.Count >= AnomalyScorer.BatchSize) MeasurePending();
    }

    /// <inheritdoc/>
    protected override void Take(IReadOnlyList<FlowSequence> together)
    {
        foreach (var conversation in together) Take(conversation);
    }

    /// <inheritdoc/>
    protected override void Conclude()
    {
        MeasurePending();
        try
        {
            var metric = measurement!.Measure();
            if (metric.Anomalous == 0) WriteWarning("No label here means an anomaly: precision and recall say nothing. Name the labels with -AnomalousLabel.");
            if (metric.Split.Overlaps) WriteWarning("The model was trained on the time it is measured on: the figures are better than it is.");
            WriteObject(metric);
        }
        catch (InvalidOperationException cause)
        {
            ThrowTerminatingError(ErrorFactory.NothingToMeasure(cause));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && owned) model?.Dispose();
        base.Dispose(disposing);
    }

    private void MeasurePending()
    {
        if (pending.Count == 0) return;
        try
        {
            foreach (var result in scorer!.Score((IReadOnlyList<FlowSequence>)pending, Cancellation)) measurement!.Add(result);
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.SequenceDoesNotFit(cause, pending[0]));
        }

        pending.Clear();
    }
}
