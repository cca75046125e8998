namespace NetAnomaly.Core.Detection;

/// <summary>What a detector knows about why a conversation scores as it does.</summary>
/// <param name="Flows">The flows that stand out, by start time.</param>
/// <param name="Causes">What contributed most to them, most first.</param>
/// <param name="Clauses">Parts of a sentence beside the causes, in their order: <c>this pair has never
/// spoken</c>.</param>
internal sealed record ExplanationParts(
    IReadOnlyList<FlowRecord> Flows, IReadOnlyList<AnomalyCause> Causes, IReadOnlyList<string> Clauses)
{
    /// <summary>What the sentence begins with where something else than the first cause leads.</summary>
    public string? Leading { get; init; }
}
