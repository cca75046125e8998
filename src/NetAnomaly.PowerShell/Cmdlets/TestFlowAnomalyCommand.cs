using System.Diagnostics;
using System.Management.Automation;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Scoring;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Scores conversations with a trained model and says which do not belong, and why.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FlowAnomaly", DefaultParameterSetName = InputSet)]
[OutputType(typeof(AnomalyResult), typeof(bool))]
public sealed class TestFlowAnomalyCommand : ConversationCmdlet
{
    // Conversations that trickle in one by one are not kept waiting for a full batch.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly List<Conversation> pending = [];
    private long pendingSince;
    private AnomalyModel? model;
    private bool owned;
    private AnomalyScorer? scorer;
    private AlertSelector<AnomalyResult>? verdicts;
    private bool found;

    /// <summary>The model, or its file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ModelSource? Model { get; set; }

    /// <summary>Anomalous are scores of at least this, nats.</summary>
    [Parameter]
    public double? Threshold { get; set; }

    /// <summary>Anomalous are p-values of at most this.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? MaxPValue { get; set; }

    /// <summary>At most so many alerts in a time: the strangest of each day, hour or week.</summary>
    [Parameter]
    [ValidateNotNull]
    public AlertBudget? AlertBudget { get; set; }

    /// <summary>The share of false alerts among all, by the rule of Benjamini and Hochberg over the scan.</summary>
    [Parameter]
    public double? FalseDiscoveryRate { get; set; }

    /// <summary>Leaves normal conversations out of the output.</summary>
    [Parameter]
    public SwitchParameter AnomalyOnly { get; set; }

    /// <summary>Says only whether there is an anomaly.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override bool IsDone => Quiet && found;

    /// <inheritdoc/>
    protected override ModelSpec OpenModel()
    {
        var rule = VerdictArguments.Rule(this, Threshold, MaxPValue, AlertBudget, FalseDiscoveryRate);
        model = ModelLoader.Load(this, Model!, RequestEngine(), out owned);
        rule = rule.For(LoadedModel.Of(model));
        verdicts = new AlertSelector<AnomalyResult>(rule, AnomalyOnly || Quiet);
        scorer = new AnomalyScorer(model, rule.Threshold);
        SufficiencyWarning.Write(this, model, rule.Threshold);
        return model.Spec;
    }

    /// <inheritdoc/>
    protected override void Process(Conversation conversation)
    {
        if (pending.Count == 0) pendingSince = Stopwatch.GetTimestamp();
        else if (conversation.WindowStart != pending[0].WindowStart) ScorePending();
        pending.Add(conversation);
        if (scorer!.Scope == DetectorScope.Window) return;
        if (pending.Count >= scorer.BatchSize || Stopwatch.GetElapsedTime(pendingSince) > LongestWait) ScorePending();
    }

    /// <inheritdoc/>
    protected override void Process(IReadOnlyList<Conversation> together)
    {
        if (scorer!.Scope == DetectorScope.Window)
        {
            // Flows that are conversations of their own come one by one; all others by whole windows.
            foreach (var conversation in together) Process(conversation);
            if (model!.Spec.GroupBy != FlowGrouping.Flow) ScorePending();
            return;
        }

        ScorePending();
        foreach (var batch in together.Chunk(scorer.BatchSize)) Score(batch);
    }

    /// <inheritdoc/>
    protected override void OnComplete()
    {
        ScorePending();
        if (!IsDone)
        {
            Write(verdicts!.Complete());
            ScanReport.Write(this, verdicts.Summary);
        }

        if (Quiet) WriteObject(found);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && owned) model?.Dispose();
        base.Dispose(disposing);
    }

    private void ScorePending()
    {
        if (pending.Count == 0) return;
        Conversation[] batch = [.. pending];
        pending.Clear();
        Score(batch);
    }

    private void Score(Conversation[] batch)
    {
        if (IsDone) return;
        Cancellation.ThrowIfCancellationRequested();
        foreach (var result in Judge(batch)) Write(verdicts!.Add(result, ScoredItem.Of(result)));
    }

    private void Write(IReadOnlyList<(AnomalyResult Result, bool IsAnomaly)> decided)
    {
        foreach (var (result, isAnomaly) in decided)
        {
            found |= isAnomaly;
            if (!Quiet) WriteObject(result.IsAnomaly == isAnomaly ? result : result with { IsAnomaly = isAnomaly });
        }
    }

    private IReadOnlyList<AnomalyResult> Judge(Conversation[] batch)
    {
        try
        {
            return scorer!.Score(batch, Cancellation);
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.SequenceDoesNotFit(cause, batch[0], model!.Spec));
            throw;
        }
    }
}
