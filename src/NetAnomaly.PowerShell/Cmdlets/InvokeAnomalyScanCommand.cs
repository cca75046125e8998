using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Operations.Delivery;
using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.Nightly;
using NetAnomaly.Operations.State;
using NetAnomaly.Operations.Suppressions;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Scans what is new among exports, once, and says which incidents are new, have grown or are gone.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AnomalyScan", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(AnomalyScanRun))]
public sealed class InvokeAnomalyScanCommand : FileCmdlet, ITextParameters
{
    private readonly List<string> files = [];
    private readonly List<string> notFound = [];
    private AnomalyModel? model;
    private bool owned;

    /// <summary>The model, or its file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ModelSource? Model { get; set; }

    /// <summary>The file that keeps what was scanned, found and told; it is made where it does not exist.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    public string StatePath { get; set; } = "";

    /// <summary>The name of the scan, which the ids of incidents are unique in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ScanName { get; set; } = AnomalyResult.DefaultScan;

    /// <summary>Reads the files in and below directories.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>
    /// Exports that must be there: paths with the date in braces, such as /flows/fw1-{yyyy-MM-dd}.csv.gz.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ExpectedPath { get; set; } = [];

    /// <summary>The zone of the dates in the names of expected exports; that of this machine by default.</summary>
    [Parameter]
    [TimeZoneArgument]
    [ValidateNotNull]
    public TimeZoneInfo ExpectedTimeZone { get; set; } = TimeZoneInfo.Local;

    /// <summary>Anomalous are scores of at least this, nats.</summary>
    [Parameter]
    public double? Threshold { get; set; }

    /// <summary>Anomalous are p-values of at most this.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? MaxPValue { get; set; }

    /// <summary>At most so many incidents in a time: the strongest of each day, hour or week.</summary>
    [Parameter]
    [ValidateNotNull]
    public AlertBudget? AlertBudget { get; set; }

    /// <summary>Leaves out incidents as strong as which normal traffic alone brings more than this a day.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double MaxPerDay { get; set; } = IncidentBuilder.DefaultMaxPerDay;

    /// <summary>A file of suppressions: what is known and is not to be told.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SuppressionPath { get; set; }

    /// <summary>A CSV file of hosts or networks with their names, owners and roles.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AssetPath { get; set; }

    /// <summary>
    /// To whom alerts are delivered: hashtables whose keys are parameters of Send-AnomalyAlert, such as
    /// @{ Syslog = 'tls://siem:6514'; As = 'Cef' }.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Hashtable[] SendTo { get; set; } = [];

    /// <summary>Orders incidents by strength alone, whatever feedback says of their kind.</summary>
    [Parameter]
    public SwitchParameter IgnoreFeedback { get; set; }

    /// <summary>Windows without an anomaly that an incident outlasts.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int Gap { get; set; } = IncidentBuilder.DefaultGap;

    /// <summary>How far back a file that comes late is scanned into windows that were judged before.</summary>
    [Parameter]
    public TimeSpan MaxLateness { get; set; } = NightlyOptions.DefaultLateness;

    /// <summary>How many days results, incidents and alerts are kept.</summary>
    [Parameter]
    [ValidateRange(1, 3650)]
    public int KeepDays { get; set; } = (int)NightlyOptions.DefaultRetention.TotalDays;

    /// <summary>How long to wait for another scan that uses the state; by default not at all.</summary>
    [Parameter]
    public TimeSpan Wait { get; set; }

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

    /// <summary>Flows in the files that began before this are left out.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>What computes a network.</summary>
    [Parameter]
    public EngineName Engine { get; set; }

    /// <summary>What it computes on: Auto, Cpu, Cuda or cuda:N.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Device { get; set; } = "Auto";

    /// <summary>The numbers that a network computes with.</summary>
    [Parameter]
    public EnginePrecision Precision { get; set; }

    /// <inheritdoc/>
    protected override void ProcessPaths(IReadOnlyList<string> paths, bool literal)
    {
        foreach (var path in paths)
        {
            var found = FlowPaths.Find(this, [path], literal, Recurse, out var missing, Cancellation);
            files.AddRange(found.Select(file => System.IO.Path.GetFullPath(file.Path)));
            if (missing > 0) notFound.Add(path);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessFile(string path) => files.Add(path);

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        var expected = Expected();
        model = ModelLoader.Load(this, Model!, EngineParameters.Request(this, Engine, Device, Precision), out owned);
        var path = ProviderPaths.Target(this, StatePath);
        try
        {
            var job = new NightlyJob(path, ScanName, Options(expected))
            {
                Wait = Wait, Destinations = AlertTargetSettings.Destinations(this, SendTo),
            };
            var news = job.Preview().ToHashSet(StringComparer.Ordinal);
            var wanted = files.Where(news.Contains).Where(file => this.Agrees(file, "Scan")).ToArray();
            if (IsPreview) return;
            // What was declined at a prompt is left for another run; what is known must stand among the files.
            var options = job.Options with { Files = [.. files.Where(file => !news.Contains(file)), .. wanted] };
            Report((job with { Options = options }).RunAsync(null, Cancellation).GetAwaiter().GetResult());
        }
        catch (StateException cause)
        {
            ThrowTerminatingError(ErrorFactory.State(cause, path));
        }
        catch (DeliveryException cause)
        {
            ThrowTerminatingError(ErrorFactory.AlertTarget(cause));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && owned) model?.Dispose();
        base.Dispose(disposing);
    }

    private bool IsPreview =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked) && ((SwitchParameter)asked).ToBool();

    private NightlyOptions Options(IReadOnlyList<ExpectedExport> expected) => Known(new NightlyOptions(files, model!)
    {
        NotFound = notFound,
        Expected = expected,
        Reading = FlowReading.Options(this, Format, ColumnMap, After),
        Threshold = VerdictArguments.Rule(this, Threshold, MaxPValue, null, null).Threshold,
        Budget = AlertBudget,
        MaxPerDay = MaxPerDay,
        IgnoreFeedback = IgnoreFeedback,
        Gap = Gap,
        Lateness = MaxLateness,
        Retention = TimeSpan.FromDays(KeepDays),
    });

    private NightlyOptions Known(NightlyOptions options)
    {
        if (AssetPath is not null) options = options with { Asset = AssetArgument.Read(this, AssetPath).Find };
        if (SuppressionPath is null) return options;
        var document = SuppressionArgument.Read(this, SuppressionPath);
        return options with
        {
            Suppressions = new SuppressionList(document.Suppressions),
            SuppressionFaults = [.. document.Faults.Select(fault => $"{fault}")],
        };
    }

    private ExpectedExport[] Expected()
    {
        try
        {
            return
            [
                .. ExpectedPath.Select(
                    path => ExpectedExport.Parse(ProviderPaths.Target(this, path), ExpectedTimeZone)),
            ];
        }
        catch (FormatException cause)
        {
            ThrowTerminatingError(ErrorFactory.ExpectedPath(cause));
            throw;
        }
    }

    private void Report(AnomalyScanRun run)
    {
        foreach (var warning in run.Warnings) this.Warn(warning);
        foreach (var missing in run.Missing) this.Warn(missing);
        foreach (var failure in run.Failures) WriteError(ErrorFactory.ScanFailure(failure, run));
        WriteObject(run);
    }
}
