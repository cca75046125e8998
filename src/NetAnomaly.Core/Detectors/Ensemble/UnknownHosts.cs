using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Tells conversations that nothing can judge: training never saw their hosts, their words are as strange as any that
/// it knows to compare with, and there is nothing to compare how much they move, or when, with.
/// </summary>
internal sealed class UnknownHosts(EnsembleCombiner verdicts)
{
    private const double Rounding = 1e-9;

    // Of the pair, whatever its hosts.
    private static readonly LedgerEvidence[] OfConversation =
    [
        LedgerEvidence.FlowCount, LedgerEvidence.BytesOut, LedgerEvidence.BytesIn, LedgerEvidence.Ports,
        LedgerEvidence.RegularityOfNewHost, LedgerEvidence.PersistenceOfNewHost,
    ];

    private readonly double floor = Math.Log(verdicts.Words.Together.Weight + 1) * (1 - Rounding);

    /// <summary>Whether nothing can judge a conversation.</summary>
    /// <param name="row">The conversation.</param>
    /// <param name="words">−ln p of its words.</param>
    /// <param name="facts">What the ledger found; <see langword="null"/> where there is none.</param>
    public bool IsOfUnknownHosts(in ConversationSummary row, double words, LedgerFacts? facts) =>
        words >= floor && (row.Source != 0 || row.Destination != 0) && !Knows(row.Source) && !Knows(row.Destination)
        && !CanSpeak(row, facts);

    private bool CanSpeak(in ConversationSummary row, LedgerFacts? facts)
    {
        if (facts is null || verdicts.Ledger is not { } ledger)
        {
            return row.Regularity > Regularity.None
                && verdicts.Context.Calibrations[(int)ContextKind.Regularity].WeightOfSome > 0;
        }

        return Array.Exists(
            OfConversation,
            kind => facts.Speaks(LedgerFacts.IndexOf(kind)) && ledger.Scales[(int)kind].References > 0);
    }

    private bool Knows(long host) => host != 0 && (verdicts.Ledger is { } ledger
        ? ledger.History.Knows(host)
        : Array.Exists(verdicts.Context.Habits, habit => habit.Hosts.ContainsKey(host)));
}
