using NetAnomaly.Core.Statistics;
namespace NetAnomaly.Core.Datasets;

/// <summary>
/// How even the intervals between the flows of a conversation are: −ln of their coefficient of variation. A program
/// that calls home every minute is more regular than any person.
/// </summary>
internal static class Regularity
{
    /// <summary>What stands for a conversation too short or too dense to tell; below every value.</summary>
    public const float None = (float)WeightedCalibration.Nothing;

    // Fewer intervals are even at random; flows of one second's burst are one act.
    private const int LeastFlows = 8;
    private const double LeastMeanSeconds = 1;
    private const double LeastVariation = 1e-3;

    /// <summary>
    /// The evenness of a conversation's intervals; <see cref="None"/> where there are fewer than 8 flows or their mean
    /// interval is a second or less.
    /// </summary>
    public static float Of(IReadOnlyList<FlowRecord> flows)
    {
        if (flows.Count < LeastFlows) return None;
        var count = flows.Count - 1;
        var mean = (flows[^1].Start - flows[0].Start).TotalSeconds / count;
        if (mean <= LeastMeanSeconds) return None;
        double squares = 0;
        for (var i = 1; i < flows.Count; i++)
        {
            var deviation = (flows[i].Start - flows[i - 1].Start).TotalSeconds - mean;
            squares += deviation * deviation;
        }

        return (float)-Math.Log(Math.Max(Math.Sqrt(squares / (count - 1)) / mean, LeastVariation));
    }
}
