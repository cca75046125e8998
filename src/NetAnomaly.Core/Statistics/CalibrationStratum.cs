namespace NetAnomaly.Core.Statistics;

/// <summary>Conversations that are judged by each other.</summary>
/// <param name="Service">The service of their first flow; <see langword="null"/> for those of every service that has no
/// stratum of its own.</param>
/// <param name="FromLength">Flows of the shortest.</param>
/// <param name="ToLength">Flows of the longest.</param>
/// <param name="Calibration">Their scores.</param>
internal sealed record CalibrationStratum(string? Service, int FromLength, int ToLength, Calibration Calibration);
