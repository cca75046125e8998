namespace NetAnomaly.Core.Evaluation;

/// <summary>What a measurement keeps of a conversation in an incident.</summary>
/// <param name="WindowStart">Start of its window.</param>
/// <param name="WindowEnd">End of its window.</param>
/// <param name="Evidence">How much it speaks for the incident: 1/p.</param>
/// <param name="Labels">Its anomalous labels; empty for a normal conversation.</param>
internal readonly record struct IncidentMember(
    DateTime WindowStart, DateTime WindowEnd, double Evidence, IReadOnlyList<string> Labels);
