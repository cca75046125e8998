using System.Management.Automation;
using NetAnomaly.Core.Auditing;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Evaluation;
using NetAnomaly.Core.Evaluation.Baselines;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Measures how well trained models find the anomalies in labelled traffic, with the split card that the figures rest
/// on.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "AnomalyModel", DefaultParameterSetName = InputSet)]
[OutputType(typeof(AnomalyMetric), typeof(AnomalyMetricSpread))]
public sealed class MeasureAnomalyModelCommand : ConversationCmdlet
{
    private readonly List<(AnomalyModel Model, ThresholdScan Scan, ModelMeasurement Measurement)> candidates = [];
    private readonly List<AnomalyModel> owned = [];
    private ScoringBatch gathering = new(DetectorScope.Conversation, IDetector.UsualBatch);
    private DatasetAudit? audit;
    private BaselineMeasurement? baselines;

    /// <summary>The models, or their files; they are measured on the same conversations.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public ModelSource[] Model { get; set; } = [];

    /// <summary>Sums the figures of all models up instead: mean, standard deviation, least and most.</summary>
    [Parameter]
    public SwitchParameter Spread { get; set; }

    /// <summary>
    /// Labels that mean an anomaly; * and ? are wildcards. By default all but what public captures call normal.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? AnomalousLabel { get; set; }

    /// <summary>Flows trained on, for the rules that need no model.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[] Training { get; set; } = [];

    /// <summary>Files of flows trained on, for the rules that need no model; wildcards are expanded.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] TrainingPath { get; set; } = [];

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
        var threshold = AnomalyThreshold.Of(Threshold, MaxPValue);
        var request = RequestEngine();
        ModelSpec? first = null;
        foreach (var source in Model)
        {
            var model = ModelLoader.Load(this, source, request, out var isOwned);
            if (isOwned) owned.Add(model);
            candidates.Add(
                (
                    model, new ThresholdScan(model, threshold),
                    new ModelMeasurement(model, new LabelRule(AnomalousLabel))));
            SufficiencyWarning.Write(this, model, threshold.For(LoadedModel.Of(model)));
            first ??= model.Spec;
        }

        audit = new DatasetAudit(new LabelRule(AnomalousLabel), first!.Window);
        baselines = new BaselineMeasurement(
            BaselineRules.Of(Past(candidates[0].Model.Provenance!)), new LabelRule(AnomalousLabel));
        gathering = new ScoringBatch(
            candidates.Max(candidate => candidate.Scan.Scorer.Scope),
            candidates.Max(candidate => candidate.Scan.Scorer.BatchSize));
        return first;
    }

    /// <inheritdoc/>
    protected override void Process(Conversation conversation) => MeasureAll(gathering.Add(conversation));

    /// <inheritdoc/>
    protected override void OnComplete()
    {
        MeasureAll(gathering.Complete());
        try
        {
            var rules = baselines!.Measure();
            var metrics = candidates.ConvertAll(candidate => candidate.Measurement.Measure(audit!.Findings(), rules));
            if (metrics[0].Anomalous == 0)
                this.Warn(
                    "No label here means an anomaly: precision and recall say nothing. Name the labels with "
                        + "-AnomalousLabel.");
            if (metrics.Exists(metric => metric.Split.Overlaps))
                this.Warn("The model was trained on the time it is measured on: the figures are better than it is.");
            if (Spread) WriteObject(MetricSpread.Of(metrics));
            else WriteObject(metrics, enumerateCollection: true);
        }
        catch (InvalidOperationException cause)
        {
            ThrowTerminatingError(ErrorFactory.NothingToMeasure(cause));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) owned.ForEach(model => model.Dispose());
        base.Dispose(disposing);
    }

    // What the rules know of training; a model file does not hold its flows.
    private BaselinePast? Past(TrainingProvenance trained)
    {
        if (Training.Length == 0 && TrainingPath.Length == 0)
        {
            this.Explain(
                "Of the rules without a model only the count of flows is measured: the others need the flows that the "
                    + "model was trained on, with -Training or -TrainingPath.");
            return null;
        }

        var past = new BaselinePast();
        new FlowInput(this).Take(
            Training, flow =>
            {
                if (IsOfTraining(flow)) past.Add(flow);
            });
        using var files = new FlowFileSource(
            this, FlowReading.Options(this, Format, ColumnMap), null, Cancellation);
        var found = FlowPaths.Find(this, TrainingPath, literal: false, recurse: false, out _, Cancellation);
        foreach (var flow in files.Read(found).Where(IsOfTraining)) past.Add(flow);
        return past;

        bool IsOfTraining(FlowRecord flow) => flow.Start >= trained.From && flow.Start < trained.To;
    }

    private void MeasureAll(IReadOnlyList<Conversation> together)
    {
        if (together.Count == 0) return;
        foreach (var flow in together.SelectMany(conversation => conversation.Flows))
            audit!.Add(flow, DatasetPart.Test);
        foreach (var conversation in together) baselines!.Add(conversation);
        foreach (var (model, scan, measurement) in candidates)
        {
            try
            {
                foreach (var result in scan.Score(together, Cancellation)) measurement.Add(result);
            }
            catch (ConversationMismatchException cause)
            {
                ThrowTerminatingError(ErrorFactory.SequenceDoesNotFit(cause, cause.Conversation, model.Spec));
            }
        }
    }
}
