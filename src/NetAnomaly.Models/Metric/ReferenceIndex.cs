using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>What a metric model keeps beside its encoders.</summary>
/// <param name="Scale">How vectors are scaled.</param>
/// <param name="References">Reference points, per encoder.</param>
/// <param name="Distances">How far normal traffic lies from them, per encoder.</param>
/// <param name="Classes">Names of the classes; the first is normal.</param>
/// <param name="Parts">What makes the score; <see langword="null"/> in files of versions that knew one part
/// only.</param>
internal sealed record ReferenceIndex(
    InputScale Scale, IReadOnlyList<ReferenceSet> References, IReadOnlyList<DistanceScale> Distances,
    IReadOnlyList<string> Classes, ScoreComponents? Parts);
