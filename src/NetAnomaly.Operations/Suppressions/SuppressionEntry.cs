namespace NetAnomaly.Operations.Suppressions;

/// <summary>A suppression and where it stands in the file.</summary>
/// <param name="Suppression">The suppression.</param>
/// <param name="Line">The line that it begins on, counted from 1.</param>
/// <param name="Block">Its text.</param>
internal sealed record SuppressionEntry(AnomalySuppression Suppression, int Line, TextBlock Block);
