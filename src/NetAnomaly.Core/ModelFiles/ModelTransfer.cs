using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>Brings a loaded model to another engine.</summary>
internal static class ModelTransfer
{
    /// <summary>The same model on the engine that makes its kind; the model itself where it is there already.</summary>
    /// <exception cref="InvalidOperationException">The model is not loaded.</exception>
    /// <exception cref="NotSupportedException">No engine of the registry makes its kind.</exception>
    public static AnomalyModel To(AnomalyModel model, DetectorRegistry registry)
    {
        var loaded = LoadedModel.Of(model);
        var provider = registry.FactoryFor(model.Architecture);
        var (from, to) = (loaded.Provider, provider);
        if (from is not null && (from.Engine, from.Device, from.Precision) == (to.Engine, to.Device, to.Precision))
            return model;
        var detector = Moved(model.Spec, loaded.Detector, registry);
        return new AnomalyModel(
            model.Spec, model.Provenance,
            new LoadedModel(detector, loaded.Calibration, loaded.Threshold)
            {
                Provider = provider, Incidents = loaded.Incidents,
            }, model.Path);
    }

    private static IDetector Moved(ModelSpec spec, IDetector detector, DetectorRegistry registry)
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
            foreach (var (member, own) in ModelMembers.Of(spec).Zip(detector.State.Members))
            {
                members.Add(Moved(member, own, registry));
            }

            return registry.FactoryFor(spec.Architecture).Load(
                spec, detector.State with { Members = members }, weights);
        }
        catch
        {
            members.ForEach(member => member.Dispose());
            throw;
        }
    }
}
