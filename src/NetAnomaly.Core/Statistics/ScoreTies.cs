namespace NetAnomaly.Core.Statistics;

/// <summary>
/// Groups of equal scores from the highest down: what ranking figures and curves are made of, so that the order of ties
/// never matters.
/// </summary>
internal static class ScoreTies
{
    /// <summary>The groups, each with its score and how many of each class it holds.</summary>
    /// <exception cref="ArgumentException">There is not one truth per score.</exception>
    public static List<(double Score, long Positives, long Negatives)> Of(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> anomalous)
    {
        if (scores.Length != anomalous.Length)
            throw new ArgumentException(
                $"There are {scores.Length} scores for {anomalous.Length} truths.", nameof(anomalous));
        var keys = scores.ToArray();
        var truths = anomalous.ToArray();
        Array.Sort(keys, truths);
        var groups = new List<(double, long, long)>();
        for (var end = keys.Length; end > 0;)
        {
            var start = end;
            long positives = 0;
            while (start > 0 && keys[start - 1].Equals(keys[end - 1])) positives += truths[--start] ? 1 : 0;
            groups.Add((keys[start], positives, end - start - positives));
            end = start;
        }

        return groups;
    }
}
