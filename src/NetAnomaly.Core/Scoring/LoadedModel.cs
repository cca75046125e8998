using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Scoring;

/// <summary>What scores: a detector and its calibration. The inside of a loaded <see cref="AnomalyModel"/>.</summary>
internal sealed class LoadedModel(
    IDetector detector, StratifiedCalibration calibration, double? threshold = null) : IComputedBody
{
    /// <summary>The detector.</summary>
    public IDetector Detector { get; } = detector;

    /// <summary>Its calibration.</summary>
    public StratifiedCalibration Calibration { get; } = calibration;

    /// <summary>
    /// The same by those conversations that training did not forget; <see langword="null"/> where it forgot none, or
    /// what it forgot is known to be wrong.
    /// </summary>
    public StratifiedCalibration? CalibrationOfKept { get; init; }

    /// <summary>
    /// The score from which it calls conversations anomalous where users ask for nothing else; <see langword="null"/>
    /// where no labels helped to choose one.
    /// </summary>
    public double? Threshold { get; } = threshold;

    /// <summary>
    /// How strong the incidents of normal traffic are; <see langword="null"/> where training could not tell.
    /// </summary>
    public IncidentCalibration? Incidents { get; init; }

    /// <summary>What made the detector, and so computes it.</summary>
    public IDetectorFactory? Provider { get; init; }

    /// <inheritdoc/>
    public string Engine => Provider is { } by
        ? $"{by.Engine} on {by.Device}{(by.Precision == EnginePrecision.Single ? "" : $" in {by.Precision}")}"
        : IDetectorFactory.NoEngine;

    /// <summary>The inside of a model.</summary>
    /// <exception cref="InvalidOperationException">It is not trained, or not loaded.</exception>
    public static LoadedModel Of(AnomalyModel model) =>
        model.Body as LoadedModel
        ?? throw new InvalidOperationException(
            model.IsTrained
                ? $"The model '{model.Name}' has been described or disposed, not loaded. Import it again."
                : $"The model '{model.Name}' has not been trained. Train it first.");

    /// <inheritdoc/>
    public void Dispose() => Detector.Dispose();
}
