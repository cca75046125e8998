namespace NetAnomaly.Operations.Suppressions;

/// <summary>How much there is of something on one day.</summary>
/// <param name="Conversations">Conversations.</param>
/// <param name="Flows">Flows.</param>
/// <param name="Bytes">Bytes; <see langword="null"/> where not all flows are known, or not all say it.</param>
internal readonly record struct Volume(long Conversations, long Flows, long? Bytes)
{
    /// <summary>The volume of one conversation.</summary>
    public static Volume Of(AnomalyResult result) => new(1, result.FlowCount, BytesOf(result));

    /// <summary>The largest day of some conversations, each figure for itself.</summary>
    public static Volume OfDay(IEnumerable<AnomalyResult> results) =>
        results.GroupBy(result => result.WindowStart.Date)
            .Select(day => day.Aggregate(default(Volume) with { Bytes = 0 }, (sum, result) => sum + Of(result)))
            .Aggregate(default(Volume) with { Bytes = 0 }, Larger);

    public static Volume operator +(Volume one, Volume other) => new(
        one.Conversations + other.Conversations, one.Flows + other.Flows, one.Bytes + other.Bytes);

    private static Volume Larger(Volume one, Volume other) => new(
        Math.Max(one.Conversations, other.Conversations),
        Math.Max(one.Flows, other.Flows),
        one.Bytes is { } bytes && other.Bytes is { } others ? Math.Max(bytes, others) : null);

    private static long? BytesOf(AnomalyResult result)
    {
        var services = result.Services;
        if (services.Sum(service => service.Flows) < result.FlowCount) return null;
        var sum = 0L;
        foreach (var service in services)
        {
            if (service.Bytes is not { } bytes) return null;
            sum += bytes;
        }

        return sum;
    }
}
