using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Scoring;

/// <summary>
/// What a detector tells of a conversation that it scored. Thread-safe: what is asked for twice at once is made twice,
/// the same.
/// </summary>
internal sealed class LazyExplanation(
    IDetector detector, Conversation sequence, ConversationScore score, PValue pValue) : IExplanationSource
{
    private const int MostFlows = 5;
    private string? reason;
    private FlowContribution[]? flows;
    private AnomalyExplanation? explanation;

    /// <inheritdoc/>
    public string Reason => reason ??= detector.Reasons.Summarize(sequence, score);

    /// <inheritdoc/>
    public IReadOnlyList<FlowContribution> TopFlows => flows ??=
    [
        .. Enumerable.Range(0, sequence.FlowCount).OrderByDescending(score.Of).Take(MostFlows).Select(position =>
        {
            var (factor, word) = detector.Reasons.UnusualFactor(sequence, score, position);
            return new FlowContribution(sequence.Flows[position], score.Of(position), factor, word);
        }),
    ];

    /// <inheritdoc/>
    public AnomalyExplanation Explanation => explanation ??= ExplanationWriter.Write(detector, sequence, score, pValue);
}
