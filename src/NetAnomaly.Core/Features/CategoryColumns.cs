namespace NetAnomaly.Core.Features;

/// <summary>Where a category stands in a vector.</summary>
/// <param name="First">Its first column.</param>
/// <param name="Width">Its columns, one per value.</param>
internal sealed record CategoryColumns(int First, int Width);
