namespace NetAnomaly.Models.Metric;

/// <summary>The parts of a row's score, each on its own scale.</summary>
/// <param name="Distance">Mean surprise at the distances from normal references, nats.</param>
/// <param name="Pull">How much nearer a reference of another class is than a normal one: −1 to 1, above 0 where it is
/// nearer.</param>
/// <param name="Rarity">How rare its values are, nats.</param>
internal readonly record struct RawComponents(double Distance, double Pull, float Rarity);
