namespace NetAnomaly;

/// <summary>Options of <see cref="ModelArchitecture.IsolationForest"/>.</summary>
public sealed record ForestOptions : DetectorOptions
{
    /// <summary>Trees, 1 to 10,000.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Flows that one tree is grown on, 2 to 65,536.</summary>
    public int SampleSize { get; init; } = 256;
}
