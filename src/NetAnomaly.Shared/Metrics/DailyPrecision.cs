namespace NetAnomaly;

/// <summary>Precision among the strangest conversations of a day. Immutable.</summary>
/// <param name="Top">How many of the strangest are looked at.</param>
/// <param name="Precision">Share of them that are anomalous, ties at the edge by their share, averaged over the
/// days.</param>
public sealed record DailyPrecision(int Top, double Precision);
