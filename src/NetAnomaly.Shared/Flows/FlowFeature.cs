using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>A flow as a vector of numbers of like size, as models take it. Immutable.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Names">What each number is: <c>src_bytes</c>, <c>rate missing</c>, <c>service=http</c>,
/// <c>service=(other)</c>; shared by all flows of one conversion.</param>
/// <param name="Values">The numbers, all finite, in the order of <paramref name="Names"/>.</param>
/// <param name="MostUnusual">The column that sets the flow apart most, and its value: <c>src_bytes 54,540</c>.</param>
/// <param name="Deviation">How far that value lies from the usual: as many standard deviations as a normally
/// distributed value that is as rare; more beyond all reference flows.</param>
public sealed record FlowFeature(
    FlowRecord Flow, IReadOnlyList<string> Names, IReadOnlyList<float> Values, string MostUnusual, double Deviation)
{
    /// <summary>The flow on one line, and what is most unusual about it.</summary>
    public override string ToString() =>
        VisibleText.Of(string.Create(CultureInfo.InvariantCulture, $"{Flow}: {MostUnusual} ({Deviation:0.0})"));
}
