using System.Globalization;
using NetAnomaly.Core.Services;
using NetAnomaly.Flows;
using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.State;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Nightly;

/// <summary>Says what a run has done, and what users must know of it.</summary>
internal sealed class RunReport(
    NightlyOptions options, NightlyInput input, ReplayPlan? plan, (long First, long Last)? judged, WindowScan? work,
    IncidentChanges changes, SuppressionSummary suppressions)
{
    /// <summary>The run.</summary>
    /// <param name="scan">The name of the scan.</param>
    /// <param name="started">When it began, UTC.</param>
    public AnomalyScanRun Of(string scan, DateTime started)
    {
        var late = plan is null ? 0 : input.New.Sum(file => LateIn(file.File));
        var rejected = input.New.Sum(file => file.File.Rejected);
        var flows = input.New.Sum(file => file.File.Flows);
        return new AnomalyScanRun
        {
            Scan = scan,
            Model = options.Model.Name,
            Started = started,
            Files = [.. input.New.Select(file => file.File.Path)],
            KnownFiles = input.Known.Count(file => options.Files.Contains(file.Path)) + input.Copies.Count,
            Flows = flows,
            Rejected = rejected,
            LateFlows = late,
            Windows = work?.Windows.Count ?? 0,
            WindowsAgain = work?.Windows.Count(one => one.Start >= judged?.First && one.Start <= judged?.Last) ?? 0,
            Summary = work?.Summary,
            Alerts = [.. changes.Alerts.Select(Named)],
            Suppressed = suppressions,
            NotRaised = changes.Changed.Count(
                stored => stored.Status is IncidentStatus.Weak or IncidentStatus.OverBudget),
            Missing = [.. Missing(started, flows, rejected, late)],
            Failures = [.. Failures()],
            Warnings = [.. Warnings(late)],
        };
    }

    private long LateIn(StoredFile file) =>
        file.Windows.Where(one => one.Key <= plan!.Behind).Sum(one => one.Value);

    private AnomalyAlert Named(AnomalyAlert alert) =>
        alert with { Incident = alert.Incident with { Asset = options.Asset(alert.Incident.Host) } };

    private IEnumerable<string> Missing(DateTime now, long flows, long rejected, long late)
    {
        StoredFile[] all =
        [
            .. input.New.Select(file => file.File), .. input.Failed.Select(file => file.File), .. input.Known,
            .. input.Gone,
        ];
        var since = new DateTime(
            Math.Max(judged?.First ?? now.Ticks, now.Ticks - options.Lateness.Ticks), DateTimeKind.Utc);
        var problems = new ExpectedExports(now, options.Model.Spec.Window.Ticks)
            .Problems(options.Expected, all, since);
        foreach (var problem in problems) yield return problem;
        foreach (var path in options.NotFound) yield return $"{path}: there is no such file.";
        foreach (var file in input.Failed.Where(IsMissing)) yield return file.Fault!.Message;
        if (options.Expected.Count == 0 && flows == 0 && input.Failed.Count == 0 && options.NotFound.Count == 0)
            yield return "There was no new flow to scan.";
        // What lost more than one row in twenty was not looked at whole.
        if (ScanWarnings.IsTooMuch(rejected, flows + rejected))
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{rejected:N0} of {flows + rejected:N0} rows could not be read.");
        if (ScanWarnings.IsTooMuch(late, flows))
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{late:N0} of {flows:N0} flows came too late to be judged.");
    }

    private IEnumerable<string> Failures()
    {
        foreach (var file in input.Failed.Where(file => !IsMissing(file)))
        {
            yield return file.Fault is { } fault
                ? $"{fault.Message} {fault.Remedy}"
                : $"{file.File.Path}: the file changed while it was read. The next run takes it.";
        }

        foreach (var file in input.New.Where(file => file.Fault is not null))
            yield return $"{file.Fault!.Message} {file.Fault.Remedy}";
        if (work is not null && ScanWarnings.NotFinite(work.Summary) is { } error) yield return error;
    }

    private IEnumerable<string> Warnings(long late)
    {
        foreach (var note in input.New.SelectMany(file => file.Notes)) yield return note;
        foreach (var file in input.New.Where(file => file.File.Rejected > 0))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{file.File.Path}: {file.File.Rejected:N0} of {file.File.Flows + file.File.Rejected:N0} rows are no "
                    + $"flows, such as line {file.Rejected[0].Line}: {file.Rejected[0].Reason}");
        foreach (var path in input.Copies) yield return $"{path}: a copy of a file that is scanned; it counts once.";
        foreach (var path in input.Changing)
            yield return $"{path}: somebody writes to it. The next run takes it.";
        if (late > 0)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{late:N0} flows came late, for windows that were judged before and cannot be judged again: more than "
                    + $"{options.Lateness.TotalHours:0.#} h ago, by another training of the model, or with files that "
                    + $"are gone. They were not scanned.");
        if (judged is not null && work is not null && plan is { Snapshot: null, Behind: > long.MinValue })
            yield return "The model was trained again, or another one took its place: evidence begins again from here.";
        foreach (var fault in suppressions.Faults)
            yield return $"A suppression was left out, and hides nothing: {fault}";
        foreach (var warning in SuppressionCounter.Warnings(suppressions)) yield return warning;
        if (work is null) yield break;
        if (ScanWarnings.Undetermined(work.Summary) is { } undetermined) yield return undetermined;
        if (ScanWarnings.Drift(work.Summary) is { } drift) yield return drift;
    }

    private static bool IsMissing(IndexedFile file) =>
        file.Fault?.Fault is FlowFileFault.NotFound or FlowFileFault.Empty;
}
