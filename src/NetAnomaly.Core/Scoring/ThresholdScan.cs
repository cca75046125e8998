namespace NetAnomaly.Core.Scoring;

/// <summary>
/// Conversations in, results with verdicts out, in the same order: each judged by itself under a threshold.
/// Thread-safe.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="threshold">What is anomalous; where nothing was asked for, the model's own threshold if it has
/// one.</param>
internal sealed class ThresholdScan(AnomalyModel model, AnomalyThreshold threshold)
{
    private readonly AnomalyScorer scorer = new(model);
    private readonly AlertPolicyOptions policy = AlertPolicyOptions.Of(threshold).For(LoadedModel.Of(model));

    /// <summary>The scorer.</summary>
    public AnomalyScorer Scorer => scorer;

    /// <summary>Judges some conversations: whole windows, where the scorer's scope says so.</summary>
    /// <exception cref="ArgumentException">A conversation was made with other token schemes than the model's, or a flow
    /// has other feature columns than those of training.</exception>
    public IReadOnlyList<AnomalyResult> Score(IReadOnlyList<Conversation> conversations, CancellationToken cancellation)
    {
        var selector = new AlertSelector<AnomalyResult>(policy);
        var judged = new List<AnomalyResult>(conversations.Count);
        foreach (var result in scorer.Score(conversations, cancellation))
        {
            judged.AddRange(
                selector.Add(result, ScoredItem.Of(result)).Select(one => one.Item with { Verdict = one.Verdict }));
        }

        return judged;
    }

    /// <summary>
    /// Judges a stream of conversations in batches, or window by window where the scorer's scope says so; lazily.
    /// </summary>
    public IEnumerable<AnomalyResult> Score(IEnumerable<Conversation> conversations, CancellationToken cancellation)
    {
        var gathering = new ScoringBatch(scorer.Scope, scorer.BatchSize);
        foreach (var conversation in conversations)
        {
            foreach (var result in Score(gathering.Add(conversation), cancellation)) yield return result;
        }

        foreach (var result in Score(gathering.Complete(), cancellation)) yield return result;
    }
}
