namespace NetAnomaly;

/// <summary>A point of a curve.</summary>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate.</param>
/// <param name="Threshold">The score from which on a conversation is alerted here.</param>
public readonly record struct CurvePoint(double X, double Y, double Threshold);
