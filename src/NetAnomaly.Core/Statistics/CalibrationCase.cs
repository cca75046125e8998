namespace NetAnomaly.Core.Statistics;

/// <summary>A conversation to calibrate on.</summary>
/// <param name="Score">Its score as if training had not seen it.</param>
/// <param name="Length">Its flows.</param>
/// <param name="Service">The service of its first flow, as a word of <see cref="TokenScheme.ServicePort"/>.</param>
internal readonly record struct CalibrationCase(double Score, int Length, string Service);
