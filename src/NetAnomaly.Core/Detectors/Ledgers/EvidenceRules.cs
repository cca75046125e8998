namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>What holds for each kind of evidence, for every network alike.</summary>
internal static class EvidenceRules
{
    /// <summary>All kinds.</summary>
    public static LedgerEvidence[] Kinds { get; } = Enum.GetValues<LedgerEvidence>();

    /// <summary>Reference values without which timing says nothing.</summary>
    public const int LeastReferences = 10;

    /// <summary>What the model of habits weighs beside a calibration, in units of it.</summary>
    public const double ModelWeight = 10;

    /// <summary>Whom it is about.</summary>
    public static EvidenceRole RoleOf(LedgerEvidence kind) => kind switch
    {
        LedgerEvidence.NewDestinations or LedgerEvidence.NewHost or LedgerEvidence.FanOut
            or LedgerEvidence.Unanswered => EvidenceRole.Client,
        LedgerEvidence.NewSources or LedgerEvidence.FanIn => EvidenceRole.Server,
        _ => EvidenceRole.Pair,
    };

    /// <summary>
    /// Its weight in the combination. What every conversation has pays the root of how many conversations a unit of
    /// calibration has. That a client meets new hosts is said of all its conversations at once, and so of each but
    /// little; what is regular or lasting of an unknown client is mostly a device that has just come.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="perUnit">Conversations for each unit of calibration, at least 1.</param>
    public static double WeightOf(LedgerEvidence kind, double perUnit) => kind switch
    {
        LedgerEvidence.FlowCount or LedgerEvidence.BytesOut or LedgerEvidence.NewService or LedgerEvidence.Ports
            or LedgerEvidence.Unanswered => 1 / Math.Sqrt(perUnit),
        LedgerEvidence.BytesIn or LedgerEvidence.NewHost => 0.5 / Math.Sqrt(perUnit),
        LedgerEvidence.NewDestinations or LedgerEvidence.FanOut => 0.1,
        LedgerEvidence.Regularity => 0.5,
        LedgerEvidence.RegularityOfNewHost => 0.15,
        LedgerEvidence.Persistence => 2,
        LedgerEvidence.PersistenceOfNewHost => 0.3,
        _ => 1,
    };

    /// <summary>
    /// Its weight in what is said of a host: that of <see cref="WeightOf"/>, but for what the host does as a whole.
    /// </summary>
    public static double HostWeightOf(LedgerEvidence kind, double perUnit) =>
        kind is LedgerEvidence.NewDestinations or LedgerEvidence.FanOut ? 1 : WeightOf(kind, perUnit);

    /// <summary>Least scale of the tail beyond all that was seen.</summary>
    public static double LeastTail(LedgerEvidence kind) => IsPersistence(kind) ? 0.3 : 1;

    /// <summary>Whether it is silent without <see cref="LeastReferences"/>.</summary>
    public static bool NeedsReferences(LedgerEvidence kind) =>
        kind is LedgerEvidence.Regularity or LedgerEvidence.RegularityOfNewHost || IsPersistence(kind);

    /// <summary>Whether a model of habits gives a p-value of its own, which holds where calibration is small.</summary>
    public static bool IsHabit(LedgerEvidence kind) => kind is LedgerEvidence.FlowCount or LedgerEvidence.BytesOut
        or LedgerEvidence.BytesIn or LedgerEvidence.Ports or LedgerEvidence.FanOut or LedgerEvidence.FanIn
        or LedgerEvidence.NewDestinations or LedgerEvidence.NewSources or LedgerEvidence.Unanswered;

    /// <summary>Whether it speaks of new pairs only, but is calibrated on all.</summary>
    public static bool IsOfNewPairs(LedgerEvidence kind) => kind is LedgerEvidence.FanOut or LedgerEvidence.FanIn;

    private static bool IsPersistence(LedgerEvidence kind) =>
        kind is LedgerEvidence.Persistence or LedgerEvidence.PersistenceOfNewHost;
}
