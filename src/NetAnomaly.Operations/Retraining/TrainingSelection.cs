using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Retraining;

/// <summary>
/// Decides which conversations a model is trained on again, and counts those that are left out. Not thread-safe.
/// </summary>
internal sealed class TrainingSelection
{
    private readonly MarkedConversations marked;
    private readonly SuppressionRule[] rules;
    private readonly bool keepSuspected;
    private readonly bool usesLabels;
    private readonly SortedDictionary<LeftOutReason, long> counts = [];

    /// <summary>A selection.</summary>
    /// <param name="marked">What nightly scans found anomalous, with what people have said of it.</param>
    /// <param name="suppressions">What is known and not to be told.</param>
    /// <param name="keepSuspected">Whether what was raised is trained on where nobody has said what it is.</param>
    /// <param name="usesLabels">Whether the model learns from labels, so that what is true is learned from.</param>
    public TrainingSelection(
        MarkedConversations marked, IEnumerable<AnomalySuppression> suppressions, bool keepSuspected, bool usesLabels)
    {
        (this.marked, this.keepSuspected, this.usesLabels) = (marked, keepSuspected, usesLabels);
        rules = [.. suppressions.Select(one => SuppressionRule.Make(one).Rule).OfType<SuppressionRule>()];
    }

    /// <summary>What was left out.</summary>
    public IReadOnlyList<LeftOutCount> LeftOut => [.. counts.Select(count => new LeftOutCount(count.Key, count.Value))];

    /// <summary>Whether a conversation is trained on; it is counted where it is not.</summary>
    public bool Takes(Conversation conversation)
    {
        var known = marked.Find(conversation);
        if (Reason(conversation, known) is not { } reason) return true;
        Count(reason, 1);
        return false;
    }

    /// <summary>Counts conversations that something else has left out.</summary>
    public void Count(LeftOutReason reason, long conversations)
    {
        if (conversations > 0) counts[reason] = counts.GetValueOrDefault(reason) + conversations;
    }

    private LeftOutReason? Reason(Conversation conversation, MarkedConversation? known)
    {
        if (known?.Mark == FeedbackMark.True) return usesLabels ? null : LeftOutReason.MarkedTrue;
        if (rules.Length > 0 && IsSuppressed(conversation, known)) return LeftOutReason.Suppressed;
        return known is { IsSuspected: true } && !keepSuspected ? LeftOutReason.Suspected : null;
    }

    // What a suppression described at the time of the traffic, it describes when that is trained on.
    private bool IsSuppressed(Conversation conversation, MarkedConversation? known)
    {
        AnomalyResult? judged = null;
        foreach (var rule in rules)
        {
            if (rule.Suppression.IsExpired(conversation.WindowStart)) continue;
            judged ??= known is null ? NotJudged(conversation) : known.Result with { Sequence = conversation };
            if (rule.Scope.Covers(judged) == Coverage.Yes) return true;
        }

        return false;
    }

    // No model has looked at it: suppressions of evidence and reasons do not describe it.
    private static AnomalyResult NotJudged(Conversation conversation) => new()
    {
        WindowStart = conversation.WindowStart,
        SourceAddress = conversation.SourceAddress,
        DestinationAddress = conversation.DestinationAddress,
        FlowCount = conversation.FlowCount,
        Score = 0,
        PValue = 1,
        Verdict = Verdict.Normal,
        Model = "",
        Sequence = conversation,
    };
}
