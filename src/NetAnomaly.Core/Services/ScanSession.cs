using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Services;

/// <summary>
/// One scan: gathers flows into conversations, scores these, takes the verdicts and gathers incidents. Does its work
/// where it is called, starts no thread that outlives the call, reads and writes nothing: the same input gives the same
/// reports. Not thread-safe.
/// </summary>
internal sealed class ScanSession
{
    private readonly AnomalyScorer scorer;
    private readonly AlertSelector<AnomalyResult> selector;
    private readonly ConversationBuilder builder;
    private readonly ScoringBatch waiting;
    private readonly IncidentBuilder? incidents;
    private readonly bool isByFlow;
    private readonly long judgedUntil;

    /// <summary>A scan that has seen nothing.</summary>
    /// <exception cref="InvalidOperationException">The model is not trained, or not loaded.</exception>
    public ScanSession(ScanRequest request)
    {
        Policy = request.Policy.For(LoadedModel.Of(request.Model));
        scorer = new AnomalyScorer(request.Model, request.Name, request.State);
        judgedUntil = request.State?.Latest ?? long.MinValue;
        selector = new AlertSelector<AnomalyResult>(Policy, request.AnomaliesOnly);
        builder = new ConversationBuilder(ConversationOptions.Of(request.Model.Spec));
        waiting = new ScoringBatch(scorer.Scope, scorer.BatchSize);
        incidents = request.IncidentGap is { } gap ? new IncidentBuilder(gap) : null;
        isByFlow = request.Model.Spec.GroupBy == FlowGrouping.Flow;
    }

    /// <summary>What is asked for, with the model's own threshold where that counts.</summary>
    public AlertPolicyOptions Policy { get; }

    /// <summary>What was found so far; final after <see cref="Complete"/>.</summary>
    public AnomalyScanSummary Summary => selector.Summary;

    /// <summary>Whether conversations wait to be scored together.</summary>
    public bool HasWaiting => waiting.Count > 0;

    /// <summary>Flows that came after their window had been handed on.</summary>
    public long LateFlows => builder.LateFlows;

    /// <summary>Windows that were handed on early, so that memory stays bounded.</summary>
    public long EarlyWindows => builder.EarlyWindows;

    /// <summary>Takes flows; their windows close when later flows pass them.</summary>
    /// <returns>What is decided now; mostly nothing.</returns>
    /// <exception cref="ArgumentException">A flow has other feature columns than those of training.</exception>
    public IReadOnlyList<WindowReport> Add(IReadOnlyList<FlowRecord> flows, CancellationToken cancellation)
    {
        var reports = new List<WindowReport>();
        foreach (var flow in flows) AddWindows(builder.Add(flow), reports, cancellation);
        return reports;
    }

    /// <summary>Takes a conversation that is complete.</summary>
    /// <returns>What is decided now; mostly nothing.</returns>
    /// <exception cref="ArgumentException">It was made with other token schemes than the model's, or has other feature
    /// columns.</exception>
    public IReadOnlyList<WindowReport> Add(Conversation conversation, CancellationToken cancellation)
    {
        var reports = new List<WindowReport>();
        AddOne(conversation, reports, cancellation);
        return reports;
    }

    /// <summary>Closes the windows that end at some time or before, as no flow of them will come any more.</summary>
    public IReadOnlyList<WindowReport> AdvanceTo(DateTime watermark, CancellationToken cancellation)
    {
        var reports = new List<WindowReport>();
        AddWindows(builder.AdvanceTo(watermark), reports, cancellation);
        return reports;
    }

    /// <summary>Scores the conversations that wait for others, where they may be scored without these.</summary>
    public IReadOnlyList<WindowReport> Flush(CancellationToken cancellation)
    {
        var reports = new List<WindowReport>();
        if (scorer.Scope == DetectorScope.Conversation) Score(waiting.Complete(), reports, cancellation);
        return reports;
    }

    /// <summary>Decides over all that is still open: the input has ended.</summary>
    public IReadOnlyList<WindowReport> Complete(CancellationToken cancellation)
    {
        var reports = new List<WindowReport>();
        AddWindows(builder.Complete(), reports, cancellation);
        Score(waiting.Complete(), reports, cancellation);
        Report(selector.Complete(), reports);
        if (incidents?.Complete() is { Count: > 0 } last)
            reports.Add(new WindowReport(last.Max(incident => incident.End), [], last));
        return reports;
    }

    // Flows that are conversations of their own come one by one; all others by whole windows.
    private void AddWindows(
        IReadOnlyList<Conversation> completed, List<WindowReport> reports, CancellationToken cancellation)
    {
        if (completed.Count == 0) return;
        if (isByFlow)
        {
            foreach (var conversation in completed) AddOne(conversation, reports, cancellation);
            return;
        }

        Score(waiting.Complete(), reports, cancellation);
        foreach (var conversation in completed) Score(waiting.Add(conversation), reports, cancellation);
        Score(waiting.Complete(), reports, cancellation);
    }

    private void AddOne(Conversation conversation, List<WindowReport> reports, CancellationToken cancellation)
    {
        if (waiting.IsOfAnotherWindow(conversation)) Score(waiting.Complete(), reports, cancellation);
        Score(waiting.Add(conversation), reports, cancellation);
    }

    private void Score(IReadOnlyList<Conversation> together, List<WindowReport> reports, CancellationToken cancellation)
    {
        if (together.Count == 0) return;
        if (together[0].WindowStart.Ticks <= judgedUntil) throw JudgedBefore(together[0].WindowStart);
        cancellation.ThrowIfCancellationRequested();
        foreach (var result in scorer.Score(together, cancellation))
            Report(selector.Add(result, ScoredItem.Of(result)), reports);
    }

    // Its evidence would count twice.
    private ScanStateException JudgedBefore(DateTime window) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The memory of earlier scans reaches to {new DateTime(judgedUntil):yyyy-MM-dd HH:mm}Z, and the input "
                    + $"has a window of {window:yyyy-MM-dd HH:mm}Z."),
            "Scan later traffic only, or go without that memory.");

    private void Report(IReadOnlyList<(AnomalyResult Result, Verdict Verdict)> decided, List<WindowReport> reports)
    {
        foreach (var (scored, verdict) in decided)
        {
            var result = scored with { Verdict = verdict };
            var ended = incidents?.Add(result) ?? [];
            if (ended.Count == 0 && reports.Count > 0 && reports[^1].Start == result.WindowStart
                && reports[^1].Results is List<AnomalyResult> same) same.Add(result);
            else reports.Add(new WindowReport(result.WindowStart, new List<AnomalyResult> { result }, ended));
        }
    }
}
