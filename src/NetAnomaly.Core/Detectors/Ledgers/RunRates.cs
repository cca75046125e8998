using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// How often normal traffic brings runs of pairs, clients and servers, by <see cref="EvidenceRole"/>.
/// </summary>
/// <param name="All">By all of calibration.</param>
/// <param name="OfKept">By what training kept.</param>
internal sealed record RunRates(SubjectRates[] All, SubjectRates[] OfKept)
{
    /// <summary>How rare a subject is.</summary>
    /// <param name="role">Its kind.</param>
    /// <param name="subject">What is known of it.</param>
    public RunRate Of(EvidenceRole role, in SubjectState subject) => Of(role, subject, false, false);

    /// <summary>How rare a subject of calibration is among the others.</summary>
    /// <param name="role">Its kind.</param>
    /// <param name="subject">What is known of it.</param>
    /// <param name="isInAll">Whether its run was counted in all.</param>
    /// <param name="isInKept">Whether it was counted in what was kept.</param>
    public RunRate Of(EvidenceRole role, in SubjectState subject, bool isInAll, bool isInKept)
    {
        var ofKept = OfKept[(int)role].PerDay(subject, isInKept);
        return new RunRate(Math.Sqrt(All[(int)role].PerDay(subject, isInAll) * ofKept), ofKept);
    }
}
