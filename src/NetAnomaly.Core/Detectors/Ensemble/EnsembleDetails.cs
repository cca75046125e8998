using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What the writer of reasons needs: the leading member's own scores, and the surroundings.</summary>
/// <param name="Lead">Scores of the leading member.</param>
/// <param name="Context">The surroundings.</param>
/// <param name="Ledger">What the ledger counted; <see langword="null"/> where the ensemble has none.</param>
internal sealed record EnsembleDetails(ConversationScore Lead, ContextEvidence Context, LedgerFacts? Ledger)
{
    /// <summary>−ln p of the words, then of the other kinds.</summary>
    public double[] Evidence { get; init; } = [];

    /// <summary>Their shares in the score.</summary>
    public double[] Shares { get; init; } = [];
}
