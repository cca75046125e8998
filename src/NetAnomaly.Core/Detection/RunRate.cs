namespace NetAnomaly.Core.Detection;

/// <summary>
/// How rare the run of evidence of one subject (a pair, a client, a server) is among those of its kind.
/// </summary>
/// <param name="Rank">
/// What runs are ordered by, rarest first: half-way (the geometric mean) between how many as strong a day of all of
/// calibration brings and <paramref name="RankOfKept"/>. Where attacks stand in training, they hide behind their like
/// in the first and not in the second; where none do, the first is the better order.
/// </param>
/// <param name="RankOfKept">How many as strong a day brings of what training kept.</param>
internal readonly record struct RunRate(double Rank, double RankOfKept)
{
    /// <summary>The rate of what cannot be charged.</summary>
    public static RunRate None { get; } = new(double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>The rarer one, by each rank.</summary>
    public static RunRate Least(RunRate one, RunRate other) =>
        new(Math.Min(one.Rank, other.Rank), Math.Min(one.RankOfKept, other.RankOfKept));
}
