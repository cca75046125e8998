using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>The words of every kind of evidence, with its numbers.</summary>
internal static class EvidencePhrases
{
    // What is made of other kinds has no words of its own.
    private static readonly Dictionary<LedgerEvidence, Func<EvidenceCase, string?>> Texts = new()
    {
        [LedgerEvidence.NewDestinations] = HostPhrases.NewDestinations,
        [LedgerEvidence.NewSources] = HostPhrases.NewSources,
        [LedgerEvidence.FanOut] = HostPhrases.FanOut,
        [LedgerEvidence.FanIn] = HostPhrases.FanIn,
        [LedgerEvidence.Unanswered] = HostPhrases.Unanswered,
        [LedgerEvidence.NewHost] = PairPhrases.NewHost,
        [LedgerEvidence.NewService] = PairPhrases.NewService,
        [LedgerEvidence.FlowCount] = PairPhrases.Flows,
        [LedgerEvidence.BytesOut] = PairPhrases.BytesOut,
        [LedgerEvidence.BytesIn] = PairPhrases.BytesIn,
        [LedgerEvidence.Ports] = PairPhrases.Ports,
        [LedgerEvidence.Regularity] = TimingPhrases.Regularity,
        [LedgerEvidence.RegularityOfNewHost] = TimingPhrases.Regularity,
        [LedgerEvidence.Persistence] = TimingPhrases.Persistence,
        [LedgerEvidence.PersistenceOfNewHost] = TimingPhrases.Persistence,
        [LedgerEvidence.Accumulation] = TimingPhrases.Accumulation,
    };

    /// <summary>
    /// The words of the evidence at a place of <see cref="EvidenceCase.Evidence"/>; <see langword="null"/> where it has
    /// none to say of the conversation.
    /// </summary>
    /// <param name="index">The place.</param>
    /// <param name="of">The conversation.</param>
    /// <param name="words">What its words say; <see langword="null"/> where that is told elsewhere.</param>
    public static string? Of(int index, EvidenceCase of, string? words) => LedgerFacts.KindAt(index) switch
    {
        { } kind => Texts.TryGetValue(kind, out var text) ? text(of) : null,
        null when index == LedgerFacts.Words => words,
        null => HostPhrases.Group((ContextKind)(index - 1), of.Sequence, of.Context, of.Window, words),
    };
}
