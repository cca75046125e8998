using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Auditing;
using NetAnomaly.Core.Datasets;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Looks in labelled flows for what makes figures measured on them too good.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FlowDataset", DefaultParameterSetName = InputSet)]
[OutputType(typeof(DatasetFinding))]
public sealed class TestFlowDatasetCommand : CancellableCmdlet, ITextParameters
{
    private const string InputSet = "Input";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private DatasetAudit? audit;
    private FlowFileSource? files;
    private FlowInput? input;
    private Action<FlowRecord>? take;
    private DateTime? cut;

    /// <summary>The flows to test on; with -Before also those to train on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Files of them; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files of them, exactly as named.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Flows to train on.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[] Training { get; set; } = [];

    /// <summary>Files of flows to train on; wildcards are expanded.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] TrainingPath { get; set; } = [];

    /// <summary>Flows that start before this are of training; UTC where it names no zone.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>
    /// Labels that mean an anomaly; * and ? are wildcards. By default all but what public captures call normal.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? AnomalousLabel { get; set; }

    /// <summary>Length of a conversation's window: one minute to a day, a divisor of a day.</summary>
    [Parameter]
    public TimeSpan? Window { get; set; }

    /// <summary>Length of a conversation's window in hours.</summary>
    [Parameter]
    [ValidateSet("1", "2", "3", "4", "6", "8", "12", "24")]
    public int? WindowHours { get; set; }

    /// <summary>The files' format; recognised from the content where it is not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FlowFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Format { get; set; }

    /// <summary>For CSV files: which column holds what.</summary>
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

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        if (Before is { } time)
            cut = time.Kind == DateTimeKind.Local
                ? time.ToUniversalTime()
                : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        audit = new DatasetAudit(
            new LabelRule(AnomalousLabel), WindowParameters.Length(this, Window, WindowHours) ?? TimeSpan.FromHours(1));
        files = new FlowFileSource(this, FlowReading.Options(this, Format, ColumnMap), null, Cancellation);
        (input, take) = (new FlowInput(this), Take);
        input.Take(Training, flow => audit.Add(flow, DatasetPart.Training));
        var training = FlowPaths.Find(this, TrainingPath, literal: false, recurse: false, out _, Cancellation);
        foreach (var flow in files.Read(training))
            audit.Add(flow, DatasetPart.Training);
    }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        if (ParameterSetName == InputSet)
        {
            input!.Take(InputObject, take!);
            return;
        }

        var literal = ParameterSetName == LiteralPathSet;
        var found = FlowPaths.Find(this, literal ? LiteralPath : Path, literal, recurse: false, out _, Cancellation);
        foreach (var flow in files!.Read(found))
            Take(flow);
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (audit!.Flows == 0) this.Warn("There was no flow to look at.");
        WriteObject(audit.Findings(), enumerateCollection: true);
    }

    private void Take(FlowRecord flow) => audit!.Add(flow, flow.Start < cut ? DatasetPart.Training : DatasetPart.Test);
}
