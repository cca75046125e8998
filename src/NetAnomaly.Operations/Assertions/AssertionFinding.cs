using NetAnomaly.Internal;

namespace NetAnomaly.Operations.Assertions;

/// <summary>Something anomalous that a gate found, as reports tell it.</summary>
/// <param name="Id">The result's or incident's id: the same whenever the same traffic is looked at.</param>
/// <param name="Rule">What kind of anomaly: the leading evidence, or the model's name.</param>
/// <param name="Host">The host that it is about.</param>
/// <param name="Text">All of it on one line.</param>
/// <param name="Start">When it began, UTC.</param>
/// <param name="PValue">Its p-value.</param>
/// <param name="Score">Its score.</param>
internal sealed record AssertionFinding(
    string Id, string Rule, string Host, string Text, DateTime Start, double PValue, double Score)
{
    /// <summary>The file of its strangest flow; <see langword="null"/> where that is not known.</summary>
    public string? File { get; init; }

    /// <summary>The line there, counted from 1; 0 where there is none.</summary>
    public long Line { get; init; }

    /// <summary>The finding that a result is.</summary>
    public static AssertionFinding Of(AnomalyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var flow = FlowOf(result);
        return new AssertionFinding(
            result.Id, RuleOf(result), VisibleText.Of(result.Host), result.ToString(), result.WindowStart,
            result.PValue, result.Score)
        {
            File = VisibleText.Of(flow?.File), Line = flow?.Line ?? 0,
        };
    }

    /// <summary>The finding that an incident is.</summary>
    public static AssertionFinding Of(AnomalyIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var first = incident.Top.Count > 0 ? incident.Top[0] : null;
        var flow = first is null ? null : FlowOf(first);
        return new AssertionFinding(
            incident.Id, first is null ? VisibleText.Of(incident.Model) : RuleOf(first), VisibleText.Of(incident.Host),
            incident.ToString(), incident.Start, incident.PValue, incident.Score)
        {
            File = VisibleText.Of(flow?.File), Line = flow?.Line ?? 0,
        };
    }

    private static string RuleOf(AnomalyResult result) =>
        result.Evidence.Count > 0 ? result.Evidence.MaxBy(evidence => evidence.Share).Name
        : result.Model.Length > 0 ? VisibleText.Of(result.Model)
        : "Anomaly";

    private static FlowRecord? FlowOf(AnomalyResult result) =>
        result.TopFlows.Count > 0 ? result.TopFlows[0].Flow
        : result.Sequence.Flows.Count > 0 ? result.Sequence.Flows[0]
        : null;
}
