namespace NetAnomaly.Operations.Retraining;

/// <summary>
/// Labels flows by what people have said of incidents: an attack where one was marked True, normal where one was
/// marked Benign or Wrong; others keep the label that they have. Not thread-safe.
/// </summary>
/// <param name="marked">The conversations that were marked.</param>
internal sealed class FeedbackLabels(MarkedConversations marked)
{
    /// <summary>The label of flows of incidents that were marked True.</summary>
    public const string Attack = "Attack";

    /// <summary>The label of flows of incidents that were marked Benign or Wrong.</summary>
    public const string Normal = "Normal";

    /// <summary>Flows that were labelled as an attack.</summary>
    public long Attacks { get; private set; }

    /// <summary>Flows that were labelled as normal.</summary>
    public long Normals { get; private set; }

    /// <summary>The flow with its label.</summary>
    public FlowRecord Label(FlowRecord flow)
    {
        switch (marked.Find(flow)?.Mark)
        {
            case FeedbackMark.True:
                Attacks++;
                return flow with { Label = Attack };
            case FeedbackMark.Benign or FeedbackMark.Wrong:
                Normals++;
                return flow with { Label = Normal };
            default:
                return flow;
        }
    }
}
