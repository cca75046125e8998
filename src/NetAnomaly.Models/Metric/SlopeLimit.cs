namespace NetAnomaly.Models.Metric;

/// <summary>
/// How fast surprise may rise. Where many normal rows lie at one distance it would jump, and what rounding does to a
/// distance would decide between the two sides; engines round differently.
/// </summary>
/// <param name="NatsPerUnit">Nats for a unit of <paramref name="Place"/>.</param>
/// <param name="Place">Where a distance lies on a line along which rounding is the same everywhere.</param>
internal sealed record SlopeLimit(double NatsPerUnit, Func<double, double> Place)
{
    // Rounding moves an embedding of length 1 by some 3·10⁻⁷ (measured between the engines), and so surprise at its
    // distance by some 3·10⁻⁵ nats.
    private const double OfEmbeddings = 100;

    // Below this part of the radius, the line is bent: rows that lie on a reference but for rounding stay together.
    private const double Bend = 1e-3;

    /// <summary>Of surprise that is the mean over encoders of surprise at their distances.</summary>
    public static SlopeLimit OfNats { get; } = new(5, nats => nats);

    /// <summary>Of surprise at how much nearer one reference is than another, −1 to 1.</summary>
    public static SlopeLimit OfPull { get; } = new(20, pull => pull);

    /// <summary>Of surprise at distances from references.</summary>
    /// <param name="kind">The distance; half the square of the straight line between two points of length 1 is 1 −
    /// cosine.</param>
    /// <param name="radius">How far the furthest reference lies from the origin; where all lie there, lengths are taken
    /// as they are.</param>
    public static SlopeLimit Of(MetricDistance kind, float radius) => new(
        OfEmbeddings,
        kind == MetricDistance.Cosine ? distance =>
            Bent(2.0 * distance) : distance => Bent(Math.Pow(distance / (radius > 0 ? radius : 1), 2)));

    private static double Bent(double square) => Math.Sqrt(square + (Bend * Bend)) - Bend;
}
