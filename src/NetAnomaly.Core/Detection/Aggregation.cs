namespace NetAnomaly.Core.Detection;

/// <summary>From the surprisals of flows to the score of a conversation.</summary>
internal static class Aggregation
{
    /// <summary>
    /// The score of a conversation, nats: its own where the detector gives one, otherwise that made of its flows.
    /// </summary>
    public static double Score(ConversationScore score, ModelSpec how) =>
        score.Total ?? Score(score.Surprisals, score.FactorCount, how);

    /// <summary>The score of a conversation, nats.</summary>
    /// <param name="surprisals">Position-major, [position × factors + factor]; factors add up, as the factors of a word
    /// are predicted apart.</param>
    /// <param name="factors">Factors per word.</param>
    /// <param name="how">The model: its <see cref="ModelSpec.Aggregate"/>, and <see cref="ModelSpec.TopK"/> where that
    /// needs it.</param>
    public static double Score(ReadOnlySpan<float> surprisals, int factors, ModelSpec how) =>
        Score(surprisals, factors, how.Aggregate, how.TopK);

    /// <summary>The score of a conversation, nats.</summary>
    /// <param name="surprisals">Position-major, [position × factors + factor].</param>
    /// <param name="factors">Factors per word.</param>
    /// <param name="how">Over the flows.</param>
    /// <param name="top">For <see cref="ScoreAggregation.TopK"/>: of how many, at least 1.</param>
    public static double Score(ReadOnlySpan<float> surprisals, int factors, ScoreAggregation how, int top = 1)
    {
        var flows = surprisals.Length / factors;
        return how switch
        {
            ScoreAggregation.Mean => Sum(surprisals) / flows,
            ScoreAggregation.Max => MeanOfTop(surprisals, factors, 1),
            ScoreAggregation.TopK when top >= flows => Sum(surprisals) / flows,
            ScoreAggregation.TopK => MeanOfTop(surprisals, factors, top),
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, "There is no such aggregation."),
        };
    }

    private static double Sum(ReadOnlySpan<float> surprisals)
    {
        double sum = 0;
        foreach (var surprisal in surprisals) sum += surprisal;
        return sum;
    }

    // Keeps the largest so far in rising order: few are, so an insertion costs little.
    private static double MeanOfTop(ReadOnlySpan<float> surprisals, int factors, int top)
    {
        Span<double> largest = top <= 64 ? stackalloc double[top] : new double[top];
        largest.Fill(double.NegativeInfinity);
        for (var at = 0; at < surprisals.Length; at += factors)
        {
            double flow = 0;
            foreach (var factor in surprisals.Slice(at, factors)) flow += factor;
            if (flow <= largest[0]) continue;
            var place = 1;
            for (; place < top && largest[place] < flow; place++) largest[place - 1] = largest[place];
            largest[place - 1] = flow;
        }

        double sum = 0;
        foreach (var flow in largest) sum += flow;
        return sum / top;
    }
}
