using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.Retraining;
using NetAnomaly.Operations.State;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>A cmdlet that reads exports several times, window by window, and compares models over them.</summary>
public abstract class ExportCmdlet : FileCmdlet, ITextParameters
{
    private readonly List<string> files = [];
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>The state file of Invoke-AnomalyScan, which knows what people have said of incidents.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>A file of suppressions: what is known and not to be told.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SuppressionPath { get; set; }

    /// <summary>Anomalous are scores of at least this, nats.</summary>
    [Parameter]
    public double? Threshold { get; set; }

    /// <summary>Anomalous are p-values of at most this.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? MaxPValue { get; set; }

    /// <summary>Leaves out incidents as strong as which normal traffic alone brings more than this a day.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double MaxPerDay { get; set; } = IncidentBuilder.DefaultMaxPerDay;

    /// <summary>Reads the files in and below directories.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Flows that began before this are left out.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>Flows that began at this or later are left out.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

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

    /// <summary>The engine that is asked for; ends the cmdlet where that makes no sense.</summary>
    private protected EngineRequest RequestEngine() => EngineParameters.Request(this, Engine, Device, Precision);

    /// <inheritdoc/>
    protected override void ProcessPaths(IReadOnlyList<string> paths, bool literal) => files.AddRange(
        FlowPaths.Find(this, paths, literal, Recurse, out _, Cancellation)
            .Select(file => System.IO.Path.GetFullPath(file.Path)));

    /// <inheritdoc/>
    protected override void ProcessFile(string path) => files.Add(path);

    /// <summary>Reads the exports a first time, and says once what is wrong with them.</summary>
    private protected ExportIndex Index(TimeSpan window)
    {
        var options = FlowReading.Options(this, Format, ColumnMap, After, Before);
        var exports = ExportIndex.Of(files, options, window, Cancellation);
        foreach (var fault in exports.Faults)
        {
            if (told.Add(fault.Message)) WriteError(ErrorFactory.FlowFile(fault));
        }

        return exports;
    }

    /// <summary>What counts as an incident, with the incidents that people have marked.</summary>
    private protected ComparisonRules Rules(IReadOnlyList<AnomalyIncident> marked) => new()
    {
        Threshold = VerdictArguments.Rule(this, Threshold, MaxPValue, null, null).Threshold,
        MaxPerDay = MaxPerDay,
        Suppressions = Suppressions(),
        Marked = [.. marked.Where(incident => incident.Feedback is not (null or FeedbackMark.Unknown))],
    };

    /// <summary>Reads from the state file; the answer for none where none was given.</summary>
    private protected T FromState<T>(Func<StateStore, T> read, T none)
    {
        if (StatePath is null) return none;
        var path = ProviderPaths.Target(this, StatePath);
        try
        {
            using var store = StateStore.OpenExisting(path);
            return read(store);
        }
        catch (StateException cause)
        {
            ThrowTerminatingError(ErrorFactory.State(cause, path));
            throw;
        }
    }

    /// <summary>Does something that reads exports again; ends the cmdlet where one has changed or does not
    /// fit.</summary>
    private protected T Reading<T>(Func<T> read, AnomalyModel model)
    {
        try
        {
            return read();
        }
        catch (ChangedFileException cause)
        {
            ThrowTerminatingError(RetrainingErrors.Changed(cause));
            throw;
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(RetrainingErrors.DoesNotFit(cause, model));
            throw;
        }
    }

    private SuppressionList Suppressions()
    {
        if (SuppressionPath is null) return SuppressionList.Empty;
        var path = ProviderPaths.Target(this, SuppressionPath);
        try
        {
            var document = SuppressionFile.Read(path);
            foreach (var fault in document.Faults) WriteError(SuppressionErrors.Entry(fault));
            return new SuppressionList(document.Suppressions);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            ThrowTerminatingError(ErrorFactory.NotFound(SuppressionPath, cause));
            throw;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            ThrowTerminatingError(SuppressionErrors.Unusable(cause, path));
            throw;
        }
    }
}
