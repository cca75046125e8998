namespace NetAnomaly.Core.Evaluation.Baselines;

/// <summary>
/// A rule so plain that a detector must not be worse: takes conversations one by one, then gives all their scores. Not
/// thread-safe.
/// </summary>
internal interface IBaselineRule
{
    /// <summary>What it is called.</summary>
    string Name { get; }

    /// <summary>Takes a conversation.</summary>
    void Add(Conversation conversation);

    /// <summary>Scores of all conversations in the order in which they came, higher is stranger.</summary>
    double[] Scores();
}
