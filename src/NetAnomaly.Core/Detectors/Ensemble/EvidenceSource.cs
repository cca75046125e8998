using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>A source of evidence, and what it rests on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Whom it is about.</param>
/// <param name="References">How many values of normal traffic it is compared with.</param>
/// <param name="Counted">The smallest p-value that counting can show.</param>
internal sealed record EvidenceSource(string Name, EvidenceRole Role, int References, double Counted)
{
    // A p-value is kept as its logarithm.
    private const double Rounding = 1e-9;

    /// <summary>The sources of an ensemble: its members, then the other kinds.</summary>
    /// <param name="members">The members' names.</param>
    /// <param name="verdicts">What combines them.</param>
    public static EvidenceSource[] Of(IReadOnlyList<string> members, EnsembleCombiner verdicts)
    {
        var names = verdicts.Ledger is null ? EvidenceName.OfContext : EvidenceName.OfLedger;
        return
        [
            .. members.Select((name, member) => Of(
                new EvidenceName(name, EvidenceRole.Pair), verdicts.Words.Members[member])),
            .. names.Select((name, kind) => verdicts.Ledger is { } ledger && kind >= EnsembleCombiner.GivenKinds
                ? Of(name, ledger.Scales[kind - EnsembleCombiner.GivenKinds])
                : Of(name, verdicts.Context.Calibrations[kind])),
        ];
    }

    /// <summary>Whether a p-value is smaller than counting can show.</summary>
    public bool IsEstimate(double pValue) => pValue < Counted * (1 - Rounding);

    private static EvidenceSource Of(EvidenceName name, WeightedCalibration calibration) =>
        new(
            name.Name, name.Role, (int)Math.Ceiling(calibration.WeightOfSome - Rounding),
            1 / (calibration.Weight + 1));

    private static EvidenceSource Of(EvidenceName name, ScaleHalves scales) =>
        new(name.Name, name.Role, scales.References, 1 / ((scales.Weight / 2) + 1));
}
