using NetAnomaly.Core.Detection.Context;

namespace NetAnomaly.Core.Detection.Ensembles;

/// <summary>What the writer of reasons needs: the leading member's own scores, and the surroundings.</summary>
/// <param name="Lead">Scores of the leading member.</param>
/// <param name="Context">The surroundings.</param>
internal sealed record EnsembleFacts(SequenceScore Lead, ContextFacts Context);
