using NetAnomaly.Core.Detection;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Nightly;

/// <summary>
/// Judges windows one after another, each whole, and keeps what must be stored of them: what is anomalous, counts, and
/// the memory after some of them. Not thread-safe.
/// </summary>
internal sealed class WindowScan
{
    // A file that comes after midnight has flows of the windows before it: these are scanned again most often.
    private const int LastKept = 3;

    // Beyond them, a memory that is small is kept after every window, a large one every six hours.
    private const int SmallMemory = 4096;
    private static readonly TimeSpan Between = TimeSpan.FromHours(6);

    private readonly NightlyOptions options;
    private readonly EvidenceState memory;
    private readonly ScanSession session;
    private readonly string model;
    private readonly List<AnomalyResult> anomalies = [];
    private readonly List<StoredWindow> windows = [];
    private readonly List<Snapshot> snapshots = [];
    private readonly Queue<Snapshot> last = new();

    /// <summary>A scan.</summary>
    /// <param name="options">What is asked.</param>
    /// <param name="scan">The name of the scan.</param>
    /// <param name="memory">What it remembers; changed.</param>
    public WindowScan(NightlyOptions options, string scan, EvidenceState memory)
    {
        (this.options, this.memory) = (options, memory);
        model = ScanStateFile.Identity(options.Model);
        session = new ScanSession(
            new ScanRequest(options.Model, AlertPolicyOptions.Of(options.Threshold)) { Name = scan, State = memory });
    }

    /// <summary>What is anomalous.</summary>
    public IReadOnlyList<AnomalyResult> Anomalies => anomalies;

    /// <summary>The windows that were judged.</summary>
    public IReadOnlyList<StoredWindow> Windows => windows;

    /// <summary>Start of the last of them, ticks; <see langword="null"/> where there was none.</summary>
    public long? Latest => windows.Count == 0 ? null : windows[^1].Start;

    /// <summary>The memory after the last windows and after some of those before.</summary>
    public IReadOnlyList<Snapshot> Snapshots =>
        [.. snapshots.Concat(last).DistinctBy(snapshot => snapshot.Latest).OrderBy(snapshot => snapshot.Latest)];

    /// <summary>What came of the scan by conversations.</summary>
    public AnomalyScanSummary Summary => session.Summary;

    /// <summary>Judges a window.</summary>
    public void Add(FlowWindow window, CancellationToken cancellation)
    {
        var end = new DateTime(window.Start, DateTimeKind.Utc) + options.Model.Spec.Window;
        var (conversations, strange, undetermined) = (0L, 0L, 0L);
        Take(session.Add(window.Flows, cancellation));
        Take(session.AdvanceTo(end, cancellation));
        Take(session.Flush(cancellation));
        windows.Add(new StoredWindow(window.Start, model, conversations, strange, undetermined));
        Remember(window.Start);

        void Take(IReadOnlyList<WindowReport> reports)
        {
            foreach (var result in reports.SelectMany(report => report.Results))
            {
                conversations++;
                if (result.Verdict.Judgement == Judgement.Undetermined) undetermined++;
                if (!result.IsAnomaly) continue;
                strange++;
                anomalies.Add(result);
            }
        }
    }

    /// <summary>Ends the scan.</summary>
    public void Complete(CancellationToken cancellation)
    {
        // Every window was judged whole and every conversation by itself: nothing waits.
        if (session.Complete(cancellation).Count > 0)
            throw new InvalidOperationException("A conversation was left behind by its window.");
    }

    private void Remember(long start)
    {
        var snapshot = Snapshot.Of(start, memory, options.Model);
        var due = snapshots.Count == 0 || start - snapshots[^1].Latest >= Between.Ticks;
        if (due || snapshot.Body.Length <= SmallMemory) snapshots.Add(snapshot);
        last.Enqueue(snapshot);
        if (last.Count > LastKept) last.Dequeue();
    }
}
