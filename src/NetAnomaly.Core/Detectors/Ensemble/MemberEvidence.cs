using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// What the members say of conversations by their own flows: the mean of their −ln p, itself turned into −ln p.
/// Immutable.
/// </summary>
/// <param name="members">Calibrations of their scores.</param>
/// <param name="together">Calibration of their mean −ln p.</param>
internal sealed class MemberEvidence(WeightedCalibration[] members, WeightedCalibration together)
{
    // One conversation adds no more to the strangeness of its host than one in twenty shows: a single odd flow does not
    // condemn the host.
    private static readonly double MostForHost = -Math.Log(0.05);

    /// <summary>Calibrations of the members' scores.</summary>
    public IReadOnlyList<WeightedCalibration> Members => members;

    /// <summary>Calibration of their mean −ln p.</summary>
    public WeightedCalibration Together => together;

    /// <summary>Calibrates.</summary>
    /// <param name="scores">Scores of conversations as if training had not seen them: [member][conversation].</param>
    /// <param name="weights">Weights of the conversations.</param>
    public static MemberEvidence Fit(double[][] scores, double[] weights)
    {
        WeightedCalibration[] members = [.. scores.Select(own => WeightedCalibration.Of(own, weights))];
        var means = new double[weights.Length];
        for (var i = 0; i < means.Length; i++)
        {
            for (var member = 0; member < members.Length; member++)
                means[i] += members[member].Evidence(Calibration.Least(scores[member][i])) / members.Length;
        }

        return new MemberEvidence(members, WeightedCalibration.Of(means, weights));
    }

    /// <summary>Judges one conversation.</summary>
    /// <param name="scores">Scores: [member][conversation].</param>
    /// <param name="conversation">Which.</param>
    /// <param name="own">Filled with −ln p of each member.</param>
    /// <returns>−ln p of all together, and what the conversation adds to the strangeness of its host.</returns>
    public (double Together, double ForHost) Judge(double[][] scores, int conversation, Span<double> own)
    {
        double mean = 0, bounded = 0;
        for (var member = 0; member < members.Length; member++)
        {
            own[member] = members[member].Evidence(Calibration.Least(scores[member][conversation]));
            mean += own[member] / members.Length;
            bounded += Math.Min(own[member], MostForHost) / members.Length;
        }

        return (together.Evidence(mean), bounded);
    }
}
