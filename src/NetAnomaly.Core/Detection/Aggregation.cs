namespace NetAnomaly.Core.Detection;

/// <summary>From the surprisals of flows to the score of a conversation.</summary>
public static class Aggregation
{
    /// <summary>The score of a conversation, nats: its own where the detector gives one, otherwise that made of its flows.</summary>
    public static double Score(SequenceScore score, ScoreAggregation how) => score.Whole ?? Score(score.Values, score.Parts, how);

    /// <summary>The score of a conversation, nats.</summary>
    /// <param name="surprisals">Position-major, [position × factors + factor]; factors add up, as the factors of a word are predicted apart.</param>
    /// <param name="factors">Factors per word.</param>
    /// <param name="how">Over the flows.</param>
    public static double Score(ReadOnlySpan<float> surprisals, int factors, ScoreAggregation how)
    {
        double sum = 0, largest = double.NegativeInfinity;
        for (var at = 0; at < surprisals.Length; at += factors)
        {
            double flow = 0;
            foreach (var factor in surprisals.Slice(at, factors)) flow += factor;
            sum += flow;
            largest = Math.Max(largest, flow);
        }

        return how switch
        {
            ScoreAggregation.Mean => sum / (surprisals.Length / factors),
            ScoreAggregation.Max => largest,
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, "There is no such aggregation."),
        };
    }
}
