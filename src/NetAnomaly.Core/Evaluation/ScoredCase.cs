namespace NetAnomaly.Core.Evaluation;

/// <summary>What a measurement keeps of a result: some numbers, not the flows.</summary>
/// <param name="WindowStart">Start of the window.</param>
/// <param name="Score">The score.</param>
/// <param name="PValue">The p-value.</param>
/// <param name="Alerted">The verdict.</param>
/// <param name="Labels">Its anomalous labels with the start of the first flow of each; empty for a normal
/// conversation.</param>
internal readonly record struct ScoredCase(
    DateTime WindowStart, double Score, double PValue, bool Alerted,
    IReadOnlyList<(string Label, DateTime First)> Labels)
{
    public bool IsAnomalous => Labels.Count > 0;
}
