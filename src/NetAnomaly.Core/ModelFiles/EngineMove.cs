using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>Brings a loaded model to another engine.</summary>
public static class EngineMove
{
    /// <summary>The same model on the engine that makes its kind; the model itself where it is there already.</summary>
    /// <exception cref="InvalidOperationException">The model is not loaded.</exception>
    /// <exception cref="NotSupportedException">No engine of the catalog makes its kind.</exception>
    public static AnomalyModel To(AnomalyModel model, DetectorCatalog catalog)
    {
        var inside = ScoringModel.Of(model);
        var provider = catalog.FactoryFor(model.Architecture);
        var (from, to) = (inside.Provider, provider);
        if (from is not null && (from.Engine, from.Device, from.Precision) == (to.Engine, to.Device, to.Precision)) return model;
        var detector = Moved(model.Spec, inside.Detector, catalog);
        return new AnomalyModel(model.Spec, model.Provenance, new ScoringModel(detector, inside.Calibration, inside.Threshold) { Provider = provider, Incidents = inside.Incidents }, model.Path);
    }

    private static IDetector Moved(ModelSpec spec, IDetector detector, DetectorCatalog catalog)
    {
        using var weights = detector.HasWeights ? new MemoryStream() : null;
        if (weights is not null)
        {
            detector.WriteWeights(weights);
            weights.Position = 0;
        }

        var members = new List<IDetector>();
        try
        {
            foreach (var (member, own) in spec.Members.Zip(detector.State.Members)) members.Add(Moved(member, own, catalog));
            return catalog.FactoryFor(spec.Architecture).Load(spec, detector.State with { Members = members }, weights);
        }
        catch
        {
            members.ForEach(member => member.Dispose());
            throw;
        }
    }
}
