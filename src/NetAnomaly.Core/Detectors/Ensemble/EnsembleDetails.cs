using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What the writer of reasons needs: the leading member's own scores, and the surroundings.</summary>
/// <param name="Lead">Scores of the leading member.</param>
/// <param name="Context">The surroundings.</param>
internal sealed record EnsembleDetails(ConversationScore Lead, ContextEvidence Context);
