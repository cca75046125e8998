using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// How often normal traffic brings a subject as strange, read in two ways that are paid for: pairs by what adds up over
/// windows and by the strongest one, hosts by the strongest window and by how many conversations are strange. What adds
/// up against hosts is not asked: a busy day does it.
/// </summary>
/// <param name="Sum">Of what adds up.</param>
/// <param name="Peak">Of the strongest window.</param>
/// <param name="Mass">Of the strange conversations; of hosts only.</param>
internal sealed record SubjectRates(RateScale Sum, RateScale Peak, RateScale? Mass)
{
    // What the choice of a reading costs.
    private const double CostOfSum = 4.0 / 3;
    private const double CostOfPeak = 4;
    private const double CostOfHost = 2;

    /// <summary>The least that can be said.</summary>
    public double Smallest => Mass is null
        ? Math.Min(CostOfSum * Sum.Smallest, CostOfPeak * Peak.Smallest)
        : CostOfHost * Math.Min(Peak.Smallest, Mass.Smallest);

    /// <summary>Runs per day that are at least as strong as that of a subject.</summary>
    public double PerDay(in SubjectState state) =>
        Mass is null
            ? Math.Min(CostOfSum * Sum.PerDay(state.Peak), CostOfPeak * Peak.PerDay(state.Strongest))
            : CostOfHost * Math.Min(Peak.PerDay(state.Strongest), Mass.PerDay(Strength(state.Mass)));

    /// <summary>Whether nothing as strong was ever counted.</summary>
    public bool IsBeyondAll(double perDay) => perDay * Sum.Days <= (Mass is null ? CostOfPeak : CostOfHost);

    /// <summary>The strength of a mass.</summary>
    public static double Strength(double mass) => Math.Log(1 + mass);
}
