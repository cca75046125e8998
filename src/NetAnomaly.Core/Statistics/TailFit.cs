namespace NetAnomaly.Core.Statistics;

/// <summary>
/// The tail of a distribution beyond a threshold u: excesses follow a generalised Pareto distribution, 1 − F(x) = (1 +
/// ξ (x − u) / σ)^(−1/ξ), exp(−(x − u) / σ) for ξ = 0 (Balkema and de Haan 1974; Pickands 1975). Immutable.
/// </summary>
/// <param name="Threshold">u, in the unit of the scores.</param>
/// <param name="Scale">σ, above 0.</param>
/// <param name="Shape">ξ, 0 to <see cref="MostShape"/>: tails that end are taken for exponential, so that no score is
/// held impossible.</param>
internal sealed record TailFit(double Threshold, double Scale, double Shape)
{
    /// <summary>
    /// The heaviest tail that is believed. Above, the mean of the excesses itself hardly settles, and a fit says more
    /// of its largest value than of the rest.
    /// </summary>
    public const double MostShape = 0.9;

    /// <summary>Whether the numbers can be those of a fit; those in files are held to it.</summary>
    public bool IsSound =>
        double.IsFinite(Threshold) && double.IsFinite(Scale) && Scale > 0 && Shape is >= 0 and <= MostShape;

    /// <summary>
    /// Further than this beyond what was counted no tail is believed: all p-values are at least so much of the smallest
    /// that was counted.
    /// </summary>
    public const double LeastRatio = 1e-6;

    /// <summary>
    /// How much rarer values of at least <paramref name="value"/> are than values of at least <paramref name="from"/>,
    /// <see cref="LeastRatio"/> to 1.
    /// </summary>
    /// <param name="value">At least <paramref name="from"/>.</param>
    /// <param name="from">At least <see cref="Threshold"/>.</param>
    public double Ratio(double value, double from) =>
        Math.Max(LeastRatio, Math.Exp(LogSurvival(value) - LogSurvival(from)));

    /// <summary>ln(1 − F) of a value, given that it is beyond the threshold.</summary>
    public double LogSurvival(double value)
    {
        var excess = (value - Threshold) / Scale;
        return Shape < 1e-9 ? -excess : -Math.Log(1 + (Shape * excess)) / Shape;
    }
}
