namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>A reference near a row.</summary>
/// <param name="SquaredDistance">Square of its Euclidean distance.</param>
/// <param name="Reference">Which reference, or −1 for none.</param>
internal readonly record struct Neighbor(float SquaredDistance, int Reference)
{
    /// <summary>
    /// Whether it stands before another: nearer, or as near and of a lower number, so that ties fall alike however one
    /// searches.
    /// </summary>
    public bool IsBefore(Neighbor other) =>
        SquaredDistance < other.SquaredDistance
        || (SquaredDistance == other.SquaredDistance && Reference < other.Reference);
}
