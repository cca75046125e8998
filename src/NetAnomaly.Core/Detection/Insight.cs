namespace NetAnomaly.Core.Detection;

/// <summary>What a detector knows about why a conversation scores as it does.</summary>
/// <param name="Causes">What contributed most, most first.</param>
/// <param name="Clauses">Parts of a sentence beside the causes, in their order: <c>this pair has never spoken</c>.</param>
public sealed record Insight(IReadOnlyList<AnomalyCause> Causes, IReadOnlyList<string> Clauses);
