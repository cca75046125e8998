namespace NetAnomaly.Core.Detection;

/// <summary>
/// How many runs of evidence as strong as those of a conversation's subjects a day of normal traffic brings.
/// </summary>
/// <param name="Pair">The two hosts.</param>
/// <param name="Source">The host that opened it.</param>
/// <param name="Destination">The host that was called.</param>
public sealed record SubjectPerDay(double Pair, double Source, double Destination);
