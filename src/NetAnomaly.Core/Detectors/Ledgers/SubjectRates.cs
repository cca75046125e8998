using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// How often normal traffic brings a subject as strange, read three ways: what adds up over windows, the strongest
/// window, and how many conversations are strange. The ways are paid for: the rates of two or three are summed.
/// </summary>
/// <param name="Sum">Of what adds up.</param>
/// <param name="Peak">Of the strongest window.</param>
/// <param name="Mass">Of the strange conversations; of hosts only.</param>
internal sealed record SubjectRates(RateScale Sum, RateScale Peak, RateScale? Mass)
{
    /// <summary>Runs per day that are at least as strong as that of a subject.</summary>
    public double PerDay(in SubjectState state)
    {
        var (sum, peak) = (Sum.PerDay(state.Peak), Peak.PerDay(state.Strongest));
        return Mass is null
            ? Math.Min(4.0 / 3 * sum, 4 * peak)
            : Math.Min(Math.Min(2 * sum, 4 * peak), 4 * Mass.PerDay(Strength(state.Mass)));
    }

    /// <summary>The strength of a mass.</summary>
    public static double Strength(double mass) => Math.Log(1 + mass);
}
