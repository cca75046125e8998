namespace NetAnomaly.Core.Detection;

/// <summary>How often normal traffic brings a run of evidence as strong.</summary>
/// <param name="PerDay">A day, by all of calibration.</param>
/// <param name="Rank">
/// What runs are ordered by, rarest first: half-way (the geometric mean) between <paramref name="PerDay"/> and the same
/// by what training kept. Where attacks stand in training, they hide behind their like in the first and not in the
/// second; where none do, the first is the better order.
/// </param>
/// <param name="Least">
/// The least that calibration can say, where nothing as strong was ever counted; <see langword="null"/> elsewhere.
/// </param>
public readonly record struct RunRate(double PerDay, double Rank, double? Least = null)
{
    /// <summary>The rate of what cannot be charged.</summary>
    public static RunRate None { get; } = new(double.PositiveInfinity, double.PositiveInfinity);
}
