using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Metric;

/// <summary>What is known of <see cref="ModelArchitecture.Metric"/>; its encoders are an engine's.</summary>
internal sealed class MetricKind : DetectorKind<MetricOptions>
{
    /// <inheritdoc/>
    public override ModelArchitecture Architecture => ModelArchitecture.Metric;

    /// <inheritdoc/>
    public override DetectorNeeds Needs(ModelSpec spec) => new()
    {
        Features = true,
        Engine = true,
        ReferencePoints = true,
        Precisions = [EnginePrecision.Single],
        PrecisionReason = "distances need it",
    };

    /// <inheritdoc/>
    /// <remarks>As large a share of the encoders stays as it was drawn, where it is not said how many.</remarks>
    public override DetectorOptions Reconcile(
        DetectorOptions changed, DetectorOptions preset, IReadOnlyCollection<string> given)
    {
        if (given.Contains(nameof(MetricOptions.DrawnEncoders))) return changed;
        var (now, before) = ((MetricOptions)changed, (MetricOptions)preset);
        return now with { DrawnEncoders = before.DrawnEncoders * now.Encoders / before.Encoders };
    }

    /// <inheritdoc/>
    protected override void Check(ModelSpec spec, MetricOptions options)
    {
        MetricRules.Check(options);
        SpecRule.Require(
            options.SequenceEncoder == MetricSequenceEncoder.None || spec.GroupBy != FlowGrouping.Flow,
            "A sequence encoder needs conversations of several flows: group them otherwise than by Flow.");
    }
}
