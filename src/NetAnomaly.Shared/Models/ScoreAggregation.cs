namespace NetAnomaly;

/// <summary>How the surprisals of a conversation's flows make its score.</summary>
public enum ScoreAggregation
{
    /// <summary>The mean: long and short conversations are comparable.</summary>
    Mean,

    /// <summary>The largest: one odd flow suffices, and long conversations have more chances to hold one.</summary>
    Max,
}
