namespace NetAnomaly.Models.Metric;

/// <summary>
/// Brings the parts of a score to one scale, how surprising each is for normal traffic in nats, and sums them.
/// </summary>
/// <param name="Rarity">How rare the values of a row are.</param>
/// <param name="Distance">How the mean surprise at distances from normal references is spread over normal rows.</param>
/// <param name="Pull">The same of nearness to references of other classes: (n − a) / (n + a) for the distances n to
/// normal and a to the other class.</param>
/// <param name="Values">The same of the rarity of values.</param>
internal sealed record ScoreComponents(
    ValueRarity Rarity, DistanceScale Distance, DistanceScale Pull, DistanceScale Values)
{
    /// <summary>The spread of nearness where training knew of no other class: even between 0 and 1.</summary>
    public static DistanceScale UnknownPull { get; } = new(
        [.. Enumerable.Range(0, DistanceScale.Percentiles).Select(at => (float)at / DistanceScale.Percentiles)], 1,
        SlopeLimit.OfPull);

    /// <summary>The score, nats.</summary>
    /// <param name="raw">The parts of a row.</param>
    /// <param name="spec">Their weights.</param>
    /// <param name="hasClasses">Whether there are references of other classes.</param>
    public double Score(RawComponents raw, MetricOptions spec, bool hasClasses) =>
        Distance.Surprise((float)raw.Distance) + (spec.Rarity * Values.Surprise(raw.Rarity))
        + (hasClasses ? spec.Attraction * Pull.Surprise((float)raw.Pull) : 0);
}
