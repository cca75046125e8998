namespace NetAnomaly;

/// <summary>Options of <see cref="ModelArchitecture.NearestNeighbor"/>.</summary>
public sealed record NeighborOptions : ClassifierOptions
{
    /// <summary>Flows whose mean distance is the score, 1 to 1000.</summary>
    public int Neighbors { get; init; } = 5;
}
