namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Learns how often normal traffic brings runs of evidence.</summary>
/// <param name="ledger">Adds evidence up.</param>
/// <param name="days">Days that the windows of calibration cover.</param>
internal sealed class RunFitting(SubjectLedger ledger, double days)
{
    /// <summary>The rates of pairs, clients, servers.</summary>
    /// <param name="subjects">What windows show of each kind, ordered by subject and window.</param>
    public SubjectRates[] Rates(SubjectWindow[][] subjects) =>
        [.. subjects.Select((own, role) => Rates(own, withMass: role != (int)EvidenceRole.Pair))];

    private SubjectRates Rates(SubjectWindow[] own, bool withMass)
    {
        var usual = UsualEvidence.ByHalves(own);
        var runs = SubjectRun.Of(own, ledger, one => usual.InOtherHalf(one.Subject, one.Window))
            .ConvertAll(run => run.State);
        return new SubjectRates(
            new RateScale(runs.Select(run => run.Peak), days), new RateScale(runs.Select(run => run.Strongest), days),
            withMass ? new RateScale(runs.Select(run => SubjectRates.Strength(run.Mass)), days) : null);
    }
}
