using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Frequency;

/// <summary>What is known of <see cref="ModelArchitecture.TokenFrequency"/>.</summary>
internal sealed class TokenFrequencyKind : DetectorKind<FrequencyOptions>
{
    /// <inheritdoc/>
    public override ModelArchitecture Architecture => ModelArchitecture.TokenFrequency;

    /// <inheritdoc/>
    public override IDetectorFactory Factory { get; } = new TokenFrequencyFactory();

    /// <inheritdoc/>
    public override DetectorNeeds Needs(ModelSpec spec) => new() { Tokens = true };

    /// <inheritdoc/>
    protected override void Check(ModelSpec spec, FrequencyOptions options)
    {
        SpecRule.RequireUnsupervised(spec);
        SpecRule.Require(Enum.IsDefined(options.CountBy), "What to count by is not known.");
    }
}
