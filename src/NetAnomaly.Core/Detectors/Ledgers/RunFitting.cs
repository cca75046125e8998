using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Learns how often normal traffic brings runs of evidence, and hosts that are charged with them.</summary>
/// <param name="ledger">Adds evidence up.</param>
/// <param name="days">Days that the windows of calibration cover.</param>
internal sealed class RunFitting(SubjectLedger ledger, double days)
{
    /// <summary>The rates of pairs, clients, servers.</summary>
    /// <param name="subjects">What windows show of each kind, ordered by subject and window.</param>
    public SubjectRates[] Rates(SubjectWindow[][] subjects) =>
        [.. subjects.Select((own, role) => Rates(own, withMass: role != (int)EvidenceRole.Pair))];

    /// <summary>
    /// How rare what each host is charged with on each day is: each subject is compared with the others of its kind.
    /// </summary>
    /// <param name="rows">The conversations that the windows are made of.</param>
    /// <param name="subjects">What windows show of each kind, ordered by subject and window.</param>
    /// <param name="rates">Rates of a subject of a kind, itself left out.</param>
    /// <param name="rank">The rank to go by.</param>
    public RateScale Hosts(
        ConversationSummary[] rows, SubjectWindow[][] subjects, Func<EvidenceRole, SubjectState, long, RunRate> rates,
        Func<RunRate, double> rank)
    {
        var (pairs, clients, servers) =
            (States(EvidenceRole.Pair), States(EvidenceRole.Client), States(EvidenceRole.Server));
        var severities = new Dictionary<(long Host, long Day), double>();
        foreach (var row in rows)
        {
            var opener = RunRate.Least(Of(pairs, row.Dyad, row), Of(clients, row.Source, row));
            var destination = Of(servers, row.Destination, row);
            var least = rank(RunRate.Least(opener, destination));
            if (double.IsPositiveInfinity(least)) continue;
            var host = HostRates.IsOfDestination(opener, destination) ? row.Destination : row.Source;
            var key = (host, row.Window / TimeSpan.TicksPerDay);
            severities[key] = Math.Max(severities.GetValueOrDefault(key, double.NegativeInfinity), -Math.Log(least));
        }

        return new RateScale(severities.Values, days);

        static RunRate Of(Dictionary<(long, long), RunRate> states, long subject, in ConversationSummary row) =>
            states.GetValueOrDefault((subject, row.Window), RunRate.None);

        Dictionary<(long, long), RunRate> States(EvidenceRole role)
        {
            var own = subjects[(int)role];
            var usual = UsualEvidence.ByHalves(own);
            var states = SubjectRun.States(own, ledger, one => usual.InOtherHalf(one.Subject, one.Window));
            var of = new Dictionary<(long, long), RunRate>(own.Length);
            for (var i = 0; i < own.Length; i++)
                of[(own[i].Subject, own[i].Window)] = rates(role, states[i], own[i].Subject);
            return of;
        }
    }

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
