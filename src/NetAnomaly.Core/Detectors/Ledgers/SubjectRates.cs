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

    /// <summary>Runs per day that are at least as strong as that of a subject.</summary>
    /// <param name="state">The subject's.</param>
    /// <param name="isCounted">Whether its own run was counted, and is to be left out.</param>
    public double PerDay(in SubjectState state, bool isCounted = false)
    {
        var peak = Rate(Peak, state.Strongest);
        return Mass is null
            ? Math.Min(CostOfSum * Rate(Sum, state.Peak), CostOfPeak * peak)
            : CostOfHost * Math.Min(peak, Rate(Mass, Strength(state.Mass)));

        double Rate(RateScale scale, double strength) =>
            isCounted ? scale.PerDayOfOwn(strength) : scale.PerDay(strength);
    }

    /// <summary>The strength of a mass.</summary>
    public static double Strength(double mass) => Math.Log(1 + mass);
}
