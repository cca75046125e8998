using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>What is known of <see cref="ModelArchitecture.NearestNeighbor"/>.</summary>
internal sealed class NearestNeighborKind : DetectorKind<NeighborOptions>
{
    /// <inheritdoc/>
    public override ModelArchitecture Architecture => ModelArchitecture.NearestNeighbor;

    /// <inheritdoc/>
    public override IDetectorFactory Factory { get; } = new VectorFactory(new NearestNeighborFactory());

    /// <inheritdoc/>
    public override DetectorNeeds Needs(ModelSpec spec) => new() { Features = true };

    /// <inheritdoc/>
    protected override void Check(ModelSpec spec, NeighborOptions options) =>
        SpecRule.Require(options.Neighbors is >= 1 and <= 1000, "There are 1 to 1000 neighbors.");
}
