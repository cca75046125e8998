namespace NetAnomaly.Benchmarks.Truth;

/// <summary>Figures of incidents, without the incidents.</summary>
/// <param name="Budget">Those of twenty a day.</param>
/// <param name="ByDefault">Those that are shown where nothing is asked for.</param>
/// <param name="First">Right and all of the first 5, 10 and 20 of each day.</param>
/// <param name="RPrecision">Precision of the first as many as hosts attack.</param>
/// <param name="Labels">Each attack.</param>
internal sealed record IncidentFigures(
    IncidentMetric Budget, IncidentMetric ByDefault, IReadOnlyList<(int Right, int All)> First, double RPrecision,
    IReadOnlyList<LabelFigures> Labels);
