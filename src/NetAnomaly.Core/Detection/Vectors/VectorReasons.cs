using System.Globalization;
using NetAnomaly.Core.Features;

namespace NetAnomaly.Core.Detection.Vectors;

/// <summary>Says which feature of the strangest flow is the most unusual, and what the flow is most like.</summary>
internal sealed class VectorReasons(FeatureMap map) : IReasonWriter
{
    /// <inheritdoc/>
    public string Write(FlowSequence sequence, SequenceScore score)
    {
        var strangest = score.Values.AsSpan().IndexOf(score.Values.Max());
        var (feature, value) = Cause(sequence, score, strangest);
        var nearest = score.Nearest is { } name ? string.Create(CultureInfo.InvariantCulture, $"; nearest is '{name}' at {score.NearestDistance:0.00}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Which(sequence.FlowCount)} {feature} {value}{nearest}; score {score.Values[strangest]:0.00}");
    }

    /// <inheritdoc/>
    public (string Factor, string Word) Cause(FlowSequence sequence, SequenceScore score, int position)
    {
        var unusual = map.MostUnusual(sequence.Flows[position]);
        return (unusual.Name, unusual.Value);
    }

    private static string Which(int flows) => flows == 1 ? "its only flow has" : string.Create(CultureInfo.InvariantCulture, $"the strangest of {flows:N0} flows has");
}
