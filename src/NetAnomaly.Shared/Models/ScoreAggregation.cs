namespace NetAnomaly;

/// <summary>How the surprisals of a conversation's flows make its score.</summary>
public enum ScoreAggregation
{
    /// <summary>The mean: long and short conversations are comparable.</summary>
    Mean,

    /// <summary>
    /// The largest: one odd flow suffices. Long conversations have more chances to hold one; their p-values know, as
    /// each is judged by conversations of its length.
    /// </summary>
    Max,

    /// <summary>
    /// The mean of the largest few (<see cref="ModelSpec.TopK"/>): a few odd flows suffice, a single one weighs less.
    /// </summary>
    TopK,
}
