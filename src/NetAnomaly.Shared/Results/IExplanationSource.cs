namespace NetAnomaly;

/// <summary>
/// What is told of a result where somebody looks at it: made when it is first asked for, so that results that nobody
/// looks at cost nothing.
/// </summary>
internal interface IExplanationSource
{
    /// <summary>Why, in one line.</summary>
    string Reason { get; }

    /// <summary>The flows that contributed most, most first.</summary>
    IReadOnlyList<FlowContribution> TopFlows { get; }

    /// <summary>Why, in detail.</summary>
    AnomalyExplanation Explanation { get; }
}
