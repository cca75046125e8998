using System.Diagnostics;
using System.Management.Automation;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Flows;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Scores conversations with a trained model and says which do not belong, and why.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FlowAnomaly", DefaultParameterSetName = InputSet)]
[OutputType(typeof(AnomalyResult), typeof(bool))]
public sealed class TestFlowAnomalyCommand : ConversationCmdlet
{
    // Conversations that trickle in one by one are not kept waiting for a full batch.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private List<FlowRecord> block = new(FlowBatch.Size);
    private WindowClock? clock;
    private long lastFlush = Stopwatch.GetTimestamp();
    private AnomalyModel? model;
    private bool owned;
    private ScanSession? session;
    private ScanWorker? worker;
    private HostRenaming? renaming;
    private ScanMemory? memory;
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

    /// <summary>The name of the scan, which the ids of its results are unique in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ScanName { get; set; } = AnomalyResult.DefaultScan;

    /// <summary>
    /// Hosts that only changed their address: a CSV file, a hashtable of old and new addresses, or rows with OldAddress
    /// and NewAddress.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? HostMap { get; set; }

    /// <summary>
    /// A file with the memory of earlier scans, which this scan goes on from; it is made where it does not exist, and
    /// written when the scan has ended.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>Says only whether there is an anomaly.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>With -Quiet: what could not be judged counts as clean.</summary>
    [Parameter]
    public SwitchParameter AllowUndetermined { get; set; }

    /// <inheritdoc/>
    protected override bool IsDone => Quiet && found;

    /// <inheritdoc/>
    protected override ModelSpec OpenModel()
    {
        if (AllowUndetermined && !Quiet) ThrowTerminatingError(ErrorFactory.AllowUndeterminedAlone());
        if (StatePath is not null && Quiet) ThrowTerminatingError(ErrorFactory.StatePathWithQuiet());
        renaming = HostMap is null ? null : new HostRenaming(this, HostMap);
        var rule = VerdictArguments.Rule(this, Threshold, MaxPValue, AlertBudget, FalseDiscoveryRate);
        model = ModelLoader.Load(this, Model!, RequestEngine(), out owned);
        memory = StatePath is null ? null : ScanMemory.Open(this, StatePath, model);
        session = new ScanSession(
            new ScanRequest(model, rule)
            {
                Name = ScanName, AnomaliesOnly = AnomalyOnly || Quiet, State = memory?.State,
            });
        worker = new ScanWorker(session, Cancellation);
        clock = model.Spec.GroupBy == FlowGrouping.Flow ? null : new WindowClock(ConversationOptions.Of(model.Spec));
        return model.Spec;
    }

    /// <inheritdoc/>
    protected override void TakeFlow(FlowRecord flow)
    {
        flow = renaming?.Rename(flow) ?? flow;
        block.Add(flow);
        if (clock is null) FlushWhenDue();
        else if (clock.Passes(flow)) PostBlock(waits: true);
        if (block.Count == FlowBatch.Size) PostBlock(waits: false);
    }

    /// <inheritdoc/>
    protected override void Process(Conversation conversation)
    {
        renaming?.PassOver(conversation);
        PostBlock(waits: false);
        Do((scan, token) => scan.Add(conversation, token), waits: false);
        FlushWhenDue();
    }

    /// <inheritdoc/>
    protected override void CompleteFlows()
    {
        PostBlock(waits: false);
        Do((scan, token) => scan.Complete(token), waits: true);
        ConversationWarnings.Write(this, session!.LateFlows, session.EarlyWindows);
    }

    /// <inheritdoc/>
    protected override void OnComplete()
    {
        renaming?.Report();
        if (!IsDone) ScanReport.Write(this, session!.Summary);
        memory?.Save(session!.Summary);
        if (!Quiet) return;
        if (!found && QuietAnswer.WhyNone(session!.Summary, FilesFailed, AllowUndetermined) is { } why)
            ThrowTerminatingError(ErrorFactory.ScanUndetermined(why, session.Summary));
        WriteObject(found);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            worker?.Dispose();
            if (owned) model?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void FlushWhenDue()
    {
        if (Stopwatch.GetElapsedTime(lastFlush) <= LongestWait) return;
        PostBlock(waits: false);
        Do((scan, token) => scan.Flush(token), waits: true);
        lastFlush = Stopwatch.GetTimestamp();
    }

    private void PostBlock(bool waits)
    {
        if (block.Count == 0) return;
        var flows = block;
        block = new List<FlowRecord>(FlowBatch.Size);
        Do((scan, token) => scan.Add(flows, token), waits);
    }

    // A live pipeline shows what a window's end brings at once, not when the next flow comes.
    private void Do(Func<ScanSession, CancellationToken, IReadOnlyList<WindowReport>> work, bool waits)
    {
        if (IsDone) return;
        try
        {
            worker!.Post(work);
            if (waits) worker.Wait();
        }
        catch (ConversationMismatchException cause)
        {
            ThrowTerminatingError(ErrorFactory.SequenceDoesNotFit(cause, cause.Conversation, model!.Spec));
        }
        catch (ScanStateException cause)
        {
            ThrowTerminatingError(ErrorFactory.ScanState(cause, StatePath!));
        }

        foreach (var result in worker!.Take().SelectMany(report => report.Results))
        {
            found |= result.IsAnomaly;
            if (!Quiet) WriteObject(result);
        }
    }
}
