using System.Globalization;

namespace NetAnomaly;

/// <summary>How one figure differs between models that differ in their seed alone. Immutable.</summary>
/// <param name="Figure">Its name: <c>RocAuc</c>, <c>AveragePrecision</c>, …</param>
/// <param name="Mean">Its mean.</param>
/// <param name="StandardDeviation">Its standard deviation over the models that have it (n − 1); NaN for one
/// model.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
public sealed record FigureSpread(string Figure, double Mean, double StandardDeviation, double Least, double Most)
{
    /// <summary>
    /// Models that do not have the figure, as precision where nothing was alerted; the others make up the spread.
    /// </summary>
    public int Undefined { get; init; }

    /// <summary>
    /// The spread on one line: <c>RocAuc 0.9812 ± 0.0021 (0.9790 to 0.9841)</c>, or that no model has it.
    /// </summary>
    public override string ToString() => double.IsNaN(Mean) ? $"{Figure} undefined" : string.Create(
        CultureInfo.InvariantCulture,
        $"{Figure} {Mean:0.0000} ± {StandardDeviation:0.0000} ({Least:0.0000} to "
            + $"{Most:0.0000}){(Undefined == 0 ? "" : $", undefined for {Undefined}")}");
}
