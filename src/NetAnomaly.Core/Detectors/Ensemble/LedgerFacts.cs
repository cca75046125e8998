using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What the ledger found of a conversation and its surroundings, for a sentence. Immutable.</summary>
internal sealed record LedgerFacts
{
    /// <summary>The place of the words among all evidence.</summary>
    public const int Words = 0;

    /// <summary>
    /// A bit for the words, then for the kinds of <see cref="EvidenceName.OfLedger"/>: whether it had something to say.
    /// </summary>
    public required uint Spoke { get; init; }

    /// <summary>Since when, and since when evidence has added up.</summary>
    public required PairRun Run { get; init; }

    /// <summary>Whether the pair never spoke in training.</summary>
    public required bool IsNewPair { get; init; }

    /// <summary>What was counted of its hosts in the window.</summary>
    public required HostCounts Hosts { get; init; }

    /// <summary>The place of a kind among all evidence.</summary>
    public static int IndexOf(LedgerEvidence kind) => 1 + EnsembleCombiner.GivenKinds + (int)kind;

    /// <summary>The kind at a place; <see langword="null"/> where that is the words' or the hosts' conversations'.
    /// </summary>
    public static LedgerEvidence? KindAt(int index) =>
        index <= EnsembleCombiner.GivenKinds ? null : (LedgerEvidence)(index - 1 - EnsembleCombiner.GivenKinds);

    /// <summary>Whether the evidence at a place had something to say.</summary>
    public bool Speaks(int index) => (Spoke & (1u << index)) != 0;
}
