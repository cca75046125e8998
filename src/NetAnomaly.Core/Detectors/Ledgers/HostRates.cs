using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// How many hosts a day of normal traffic are charged with something as rare: what an operator is shown is counted, not
/// the evidence that it is made of. A flood of 200 clients is one server.
/// </summary>
/// <param name="All">By all of calibration.</param>
/// <param name="OfKept">By what training kept; <see langword="null"/> where it forgot nothing.</param>
internal sealed record HostRates(RateScale All, RateScale? OfKept)
{
    /// <summary>Whom a conversation is charged to, and how rare that is.</summary>
    /// <param name="pair">The run of its pair.</param>
    /// <param name="source">The run of the host that opened it.</param>
    /// <param name="destination">The run of the host that was called.</param>
    public SubjectPerDay Of(RunRate pair, RunRate source, RunRate destination)
    {
        var opener = RunRate.Least(pair, source);
        var least = RunRate.Least(opener, destination);
        var severity = -Math.Log(least.Rank);
        return new SubjectPerDay(
            severity, IsOfDestination(opener, destination), All.PerDay(severity),
            OfKept?.PerDay(-Math.Log(least.RankOfKept)), All.Least(severity), All.Days);
    }

    /// <summary>Whether a conversation is charged to the host that was called.</summary>
    /// <param name="opener">The rarer of the pair and who opened it.</param>
    /// <param name="destination">The host that was called.</param>
    public static bool IsOfDestination(RunRate opener, RunRate destination) => destination.Rank < opener.Rank;
}
