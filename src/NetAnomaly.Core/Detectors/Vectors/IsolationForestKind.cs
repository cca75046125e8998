using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>What is known of <see cref="ModelArchitecture.IsolationForest"/>.</summary>
internal sealed class IsolationForestKind : DetectorKind<ForestOptions>
{
    /// <inheritdoc/>
    public override ModelArchitecture Architecture => ModelArchitecture.IsolationForest;

    /// <inheritdoc/>
    public override IDetectorFactory Factory { get; } = new VectorFactory(new IsolationForestFactory());

    /// <inheritdoc/>
    public override DetectorNeeds Needs(ModelSpec spec) => new() { Features = true };

    /// <inheritdoc/>
    protected override void Check(ModelSpec spec, ForestOptions options)
    {
        SpecRule.RequireUnsupervised(spec);
        SpecRule.Require(options.Trees is >= 1 and <= 10_000, "A forest has 1 to 10,000 trees.");
        SpecRule.Require(options.SampleSize is >= 2 and <= 65_536, "A tree is grown on 2 to 65,536 flows.");
    }
}
