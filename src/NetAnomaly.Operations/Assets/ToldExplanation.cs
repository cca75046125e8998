namespace NetAnomaly.Operations.Assets;

/// <summary>An explanation that was told already.</summary>
/// <param name="Reason">Why, in one line.</param>
/// <param name="TopFlows">The flows that contributed most.</param>
/// <param name="Explanation">Why, in detail.</param>
internal sealed record ToldExplanation(
    string Reason, IReadOnlyList<FlowContribution> TopFlows, AnomalyExplanation Explanation) : IExplanationSource;
