using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Engines.Choosing;

/// <summary>Brings a loaded model to another engine.</summary>
public static class EngineMove
{
    /// <summary>The same model on the engine that makes its kind; the model itself where it is there already.</summary>
    /// <exception cref="InvalidOperationException">The model is not loaded.</exception>
    /// <exception cref="NotSupportedException">No engine of the catalog makes its kind.</exception>
    public static AnomalyModel To(AnomalyModel model, DetectorCatalog catalog)
    {
        var inside = ScoringModel.Of(model);
        var provider = catalog.For(model.Architecture);
        var (from, to) = (inside.Provider, provider);
        if (from is not null && (from.Engine, from.Device, from.Precision) == (to.Engine, to.Device, to.Precision)) return model;
        using var weights = inside.Detector.HasWeights ? new MemoryStream() : null;
        if (weights is not null)
        {
            inside.Detector.WriteWeights(weights);
            weights.Position = 0;
        }

        var detector = provider.Load(model.Spec, inside.Detector.State, weights);
        return new AnomalyModel(model.Spec, model.Provenance, new ScoringModel(detector, inside.Calibration, inside.Threshold) { Provider = provider, Incidents = inside.Incidents }, model.Path);
    }
}
