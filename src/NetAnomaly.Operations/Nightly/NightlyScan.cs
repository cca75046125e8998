using System.Globalization;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Operations.Feedback;
using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.State;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Nightly;

/// <summary>
/// One run of a nightly scan: finds what is new, judges its windows, gathers incidents and commits all of it at once. A
/// run that ends before its commit has changed nothing, and the next one does its work; one that ends behind it has
/// nothing left to do but deliver. So nothing is lost and nothing is raised twice, whenever a run is ended.
/// </summary>
/// <param name="store">What earlier runs have found; changed by the commit alone.</param>
/// <param name="scan">The name of the scan.</param>
/// <param name="options">What is asked.</param>
/// <param name="progress">Told after every window; may be <see langword="null"/>.</param>
internal sealed class NightlyScan(
    StateStore store, string scan, NightlyOptions options, IProgress<ScanProgress>? progress = null)
{
    private readonly string model = ScanStateFile.Identity(options.Model);
    private readonly TimeSpan window = options.Model.Spec.Window;

    /// <summary>The files that a run would scan, as far as can be told without reading them.</summary>
    public IReadOnlyList<string> Preview() =>
        new InputSorter(store.Files(), new FileIndexer(options.Reading, window.Ticks, default), default)
            .Unfamiliar(options.Files);

    /// <summary>Runs.</summary>
    /// <param name="cancellation">Ends it; then nothing has changed.</param>
    /// <returns>What came of it; nothing is delivered yet.</returns>
    /// <exception cref="StateException">The state cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<AnomalyScanRun> RunAsync(CancellationToken cancellation)
    {
        var changing = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            try
            {
                return await RunOnceAsync(changing, cancellation).ConfigureAwait(false);
            }
            catch (ChangedFileException changed) when (changing.Add(changed.Path))
            {
                // It is written to: without it, and the next run takes it whole.
            }
        }
    }

    private async Task<AnomalyScanRun> RunOnceAsync(
        IReadOnlyCollection<string> changing, CancellationToken cancellation)
    {
        var started = options.Clock.GetUtcNow().UtcDateTime;
        var clock = options.Clock.GetTimestamp();
        var indexer = new FileIndexer(options.Reading, window.Ticks, cancellation);
        var input = new InputSorter(store.Files(), indexer, cancellation).Sort(options.Files, changing);
        var judged = store.Judged();
        var plan = ReplayPlanner.Plan(
            input, judged, store.LastOfAnother(model), store.SnapshotTimes(model), options.Lateness, window);
        var work = plan is null ? null : await ScanAsync(plan, input, cancellation).ConfigureAwait(false);

        var calibration = LoadedModel.Of(options.Model).Incidents;
        var behind = plan?.Behind ?? judged?.Last ?? long.MinValue;
        var counter = new SuppressionCounter(options.Suppressions, started);
        var rules = new IncidentRules(
            options.MaxPerDay, options.Budget,
            (incident, conversations) => Suppress(incident, conversations, started, behind, counter),
            options.IgnoreFeedback ? incident => incident.Severity : FeedbackRanking.Of(store).Rank);
        var latest = Math.Max(judged?.Last ?? long.MinValue, work?.Latest ?? long.MinValue);
        var changes = latest == long.MinValue
            ? new IncidentChanges([], [])
            : new IncidentHistory(store, options.Gap, window).Changes(
                work?.Anomalies ?? [], behind, latest - options.Lateness.Ticks, calibration, model, rules, started);
        var suppressed = counter.Summarize(options.SuppressionFaults);
        var told = new RunReport(options, input, plan, judged, work, changes, suppressed).Of(scan, started);
        if (work is not null || input.Moved.Count > 0 || changes.Changed.Count > 0)
            store.Commit(Commit(input, plan, work, changes, told, latest));
        return told with { Duration = options.Clock.GetElapsedTime(clock) };
    }

    private async Task<WindowScan> ScanAsync(ReplayPlan plan, NightlyInput input, CancellationToken cancellation)
    {
        var memory = plan.Snapshot is { } at ? store.Snapshot(at).Open(options.Model) : new EvidenceState();
        var work = new WindowScan(options, scan, memory);
        StoredFile[] files = [.. input.New.Select(file => file.File), .. input.Known];
        var flows = 0L;
        await foreach (
            var next in WindowReader.ReadAsync(files, plan.Behind, options.Reading, window.Ticks, cancellation)
                .ConfigureAwait(false))
        {
            work.Add(next, cancellation);
            flows += next.Flows.Count;
            progress?.Report(
                new ScanProgress(
                    flows,
                    new DateTime(next.Start, DateTimeKind.Utc).ToString(
                        "yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)));
        }

        work.Complete(cancellation);
        return work;
    }

    private ScanCommit Commit(
        NightlyInput input, ReplayPlan? plan, WindowScan? work, IncidentChanges changes, AnomalyScanRun told,
        long latest)
    {
        var kept = latest == long.MinValue ? long.MinValue : latest - options.Retention.Ticks;
        var moved = input.Moved.Select(file => file.Hash).ToHashSet(StringComparer.Ordinal);
        return new ScanCommit
        {
            Started = told.Started,
            Model = model,
            Files = [.. input.New.Select(file => file.File), .. input.Moved],
            ForgottenFiles =
            [
                .. input.Gone.Where(file => (file.Last ?? long.MinValue) < kept).Select(file => file.Path),
                .. store.Files().Where(file => moved.Contains(file.Hash)).Select(file => file.Path),
            ],
            ReplacedBehind = plan?.Behind,
            Windows = work?.Windows ?? [],
            Anomalies = work?.Anomalies ?? [],
            Snapshots = work?.Snapshots ?? [],
            Incidents = [.. changes.Changed.Select(Named)],
            Alerts = told.Alerts,
            Targets = options.Targets,
            Flows = told.Flows,
            LateFlows = told.LateFlows,
            ExitCode = told.ExitCode,
            KeptFrom = kept,
            SnapshotsFrom = latest == long.MinValue ? long.MinValue : latest - options.Lateness.Ticks - window.Ticks,
        };
    }

    private SuppressionMatch Suppress(
        AnomalyIncident incident, IReadOnlyList<AnomalyResult> conversations, DateTime now, long behind,
        SuppressionCounter counter)
    {
        var match = options.Suppressions.Match(incident, now, conversations);
        // Incidents of earlier nights were counted with their windows.
        if (incident.End.Ticks > behind) counter.Add(incident.Id, match);
        return match;
    }

    private StoredIncident Named(StoredIncident stored) =>
        stored with { Incident = stored.Incident with { Asset = options.Asset(stored.Incident.Host) } };
}
