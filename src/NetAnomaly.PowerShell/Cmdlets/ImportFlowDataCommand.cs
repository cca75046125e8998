using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Pairing;
using NetAnomaly.Internal;
using NetAnomaly.Operations.Retraining;
using NetAnomaly.Operations.State;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Reads network flows from files, one by one.</summary>
[Cmdlet(VerbsData.Import, "FlowData", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FlowRecord))]
public sealed class ImportFlowDataCommand : FileCmdlet, ITextParameters
{
    // The tag of the information record that ends the reading.
    private const string ReportTag = "NetAnomaly.Import";

    private FlowFileSource? source;
    private readonly List<FlowRecord> settled = [];
    private RejectFile? rejects;
    private readonly List<FlowRecord> single = [];
    private FlowPairer? pairer;
    private FlowDeduplicator? deduplicator;
    private HostRenaming? renaming;
    private FeedbackLabels? labels;

    /// <summary>The format; recognised from the content where it is not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FlowFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Format { get; set; }

    /// <summary>For CSV: which column holds what.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? ColumnMap { get; set; }

    /// <summary>The forms of times, where they are neither ISO 8601 nor units since 1970.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? TimeFormat { get; set; }

    /// <summary>The zone of times that name none; UTC where it is not given.</summary>
    [Parameter]
    [TimeZoneArgument]
    [ValidateNotNull]
    public TimeZoneInfo? TimeZone { get; set; }

    /// <summary>Whose numbers and dates the files have: a decimal comma, the day first.</summary>
    [Parameter]
    [ValidateNotNull]
    public CultureInfo? Culture { get; set; }

    /// <summary>Flows that began before this are left out.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>Flows that began at this or later are left out.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>Reads the files in and below directories.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Pairs records of one direction each to flows of both.</summary>
    [Parameter]
    public SwitchParameter Pair { get; set; }

    /// <summary>Counts a flow once that several exporters report.</summary>
    [Parameter]
    public SwitchParameter Deduplicate { get; set; }

    /// <summary>
    /// Hosts that only changed their address: a CSV file, a hashtable of old and new addresses, or rows with OldAddress
    /// and NewAddress.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? HostMap { get; set; }

    /// <summary>
    /// The state file of Invoke-AnomalyScan: flows of incidents that people have marked are labelled by that.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FeedbackPath { get; set; }

    /// <summary>A CSV file that collects the rejected rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RejectPath { get; set; }

    /// <summary>Replaces the file of <see cref="RejectPath"/>.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        renaming = HostMap is null ? null : new HostRenaming(this, HostMap);
        if (FeedbackPath is not null) labels = ReadFeedback(ProviderPaths.Target(this, FeedbackPath));
        if (Pair) pairer = new FlowPairer();
        if (Deduplicate) deduplicator = new FlowDeduplicator();
        if (RejectPath is not null) OpenRejects(ProviderPaths.Target(this, RejectPath));
        source = new FlowFileSource(
            this, FlowReading.Options(this, Format, ColumnMap, After, Before), rejects, Cancellation);
    }

    /// <inheritdoc/>
    protected override void ProcessPaths(IReadOnlyList<string> paths, bool literal)
    {
        var found = FlowPaths.Find(this, paths, literal, Recurse, out _, Cancellation);
        foreach (var flow in source!.Read(found)) Hand(flow);
    }

    /// <inheritdoc/>
    protected override void ProcessFile(string path)
    {
        foreach (var flow in source!.Read([new FoundFile(path, IsSearched: false)])) Hand(flow);
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (deduplicator is not null)
        {
            deduplicator.Complete(single);
            PairSingle();
            this.Explain(
                CountedText.Of(
                    deduplicator.Duplicates, "record|records told of flows that another exporter reported too."));
        }

        pairer?.Complete(settled);
        WriteSettled();
        renaming?.Report();
        if (labels is not null)
            this.Explain(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{labels.Attacks:N0} flows were labelled {FeedbackLabels.Attack} and {labels.Normals:N0} "
                        + $"{FeedbackLabels.Normal} by -FeedbackPath."));
        var report = source!.Report();
        this.Explain(report.ToString());
        WriteInformation(report, [ReportTag]);
        try
        {
            rejects?.Dispose();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorFactory.RejectFile(cause, RejectPath!));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source?.Dispose();
            rejects?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Hand(FlowRecord flow)
    {
        flow = renaming?.Rename(flow) ?? flow;
        if (deduplicator is null)
        {
            PairOrWrite(flow);
            return;
        }

        deduplicator.Add(flow, single);
        PairSingle();
    }

    private void PairSingle()
    {
        foreach (var flow in single) PairOrWrite(flow);
        single.Clear();
    }

    private void PairOrWrite(FlowRecord flow)
    {
        if (pairer is null)
        {
            Write(flow);
            return;
        }

        pairer.Add(flow, settled);
        WriteSettled();
    }

    private void WriteSettled()
    {
        foreach (var flow in settled) Write(flow);
        settled.Clear();
    }

    // Behind pairing, so that it is the conversation of the flow as it is handed on.
    private void Write(FlowRecord flow) => WriteObject(labels?.Label(flow) ?? flow);

    private FeedbackLabels ReadFeedback(string path)
    {
        try
        {
            using var store = StateStore.OpenExisting(path);
            return new FeedbackLabels(MarkedConversations.Of(store, long.MinValue, long.MaxValue));
        }
        catch (StateException cause)
        {
            ThrowTerminatingError(ErrorFactory.State(cause, path));
            throw;
        }
    }

    private void OpenRejects(string path)
    {
        if (!this.Agrees(path, "Collect rejected rows")) return;
        try
        {
            rejects = new RejectFile(path, Force);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorFactory.RejectFile(cause, path));
        }
    }
}
