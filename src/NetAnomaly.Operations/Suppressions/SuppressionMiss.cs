namespace NetAnomaly.Operations.Suppressions;

/// <summary>A suppression that describes something, or may, and does not hide it.</summary>
/// <param name="Suppression">The suppression.</param>
/// <param name="Cause">Why it does not.</param>
/// <param name="Text">The same in words, with its numbers.</param>
internal sealed record SuppressionMiss(AnomalySuppression Suppression, SuppressionMissCause Cause, string Text);
