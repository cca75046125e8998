using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>A kind of evidence as users read it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Whom it is about.</param>
internal sealed record EvidenceName(string Name, EvidenceRole Role)
{
    /// <summary>The kinds of ensembles without a ledger, in the order of their scores.</summary>
    public static IReadOnlyList<EvidenceName> OfContext { get; } =
    [
        .. Enum.GetValues<ContextKind>().Select(kind => new EvidenceName(kind.ToString(), RoleOf(kind))),
    ];

    /// <summary>The kinds of ensembles with a ledger: what the hosts' conversations say, then the ledger's.</summary>
    public static IReadOnlyList<EvidenceName> OfLedger { get; } =
    [
        .. OfContext.Take(EnsembleCombiner.GivenKinds),
        .. EvidenceRules.Kinds.Select(kind => new EvidenceName(kind.ToString(), EvidenceRules.RoleOf(kind))),
    ];

    /// <summary>Whom the evidence at a place of <see cref="EvidenceCase.Evidence"/> is about.</summary>
    public static EvidenceRole RoleAt(int index) =>
        index == LedgerFacts.Words ? EvidenceRole.Pair : OfLedger[index - 1].Role;

    private static EvidenceRole RoleOf(ContextKind kind) => kind switch
    {
        ContextKind.Destination or ContextKind.NewSources => EvidenceRole.Server,
        ContextKind.Regularity => EvidenceRole.Pair,
        _ => EvidenceRole.Client,
    };
}
