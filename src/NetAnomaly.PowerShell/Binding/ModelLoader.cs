using System.Management.Automation;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>From what a user gives as a model to the model; what cannot be used ends the cmdlet.</summary>
internal static class ModelLoader
{
    /// <summary>What the model is; its weights are not read.</summary>
    public static AnomalyModel Describe(PSCmdlet cmdlet, ModelSource source) =>
        source.Model ?? Read(cmdlet, ProviderPaths.Target(cmdlet, source.Path!), ModelFile.Describe);

    /// <summary>
    /// The model, for what it knows rather than what it computes: where it is, or read on the processor.
    /// </summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="source">What was given.</param>
    /// <param name="owned">Whether it was read here, so that the cmdlet must dispose it.</param>
    public static AnomalyModel Load(PSCmdlet cmdlet, ModelSource source, out bool owned) =>
        Load(
            cmdlet, source, source.Model is { IsLoaded: true }
                ? new EngineRequest()
                : new EngineRequest { Device = EngineRequest.Cpu }, out owned);

    /// <summary>The model, ready to score.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="source">What was given.</param>
    /// <param name="request">The engine that is asked for; one left open leaves a loaded model where it is.</param>
    /// <param name="owned">Whether it was read here, so that the cmdlet must dispose it.</param>
    public static AnomalyModel Load(PSCmdlet cmdlet, ModelSource source, EngineRequest request, out bool owned)
    {
        var model = source.Model;
        if (model is { IsTrained: false }) cmdlet.ThrowTerminatingError(ErrorFactory.NotTrained(model));
        if (model is { IsLoaded: true })
        {
            if (!request.IsOpen && LoadedModel.Of(model).Provider is { } provider)
                request = request.For(provider.Engine, provider.Device);
            var placed = request.IsOpen ? model : ModelTransfer.To(model, Registry(cmdlet, model.Spec, request));
            owned = placed != model;
            return placed;
        }

        owned = true;

        // A model that was only described knows its file.
        var path = source.Path is { } given ? ProviderPaths.Target(cmdlet, given) : model?.Path;
        if (path is null) cmdlet.ThrowTerminatingError(ErrorFactory.NotLoaded(model!));
        var loaded = Read(cmdlet, path!, file => Load(cmdlet, file, request));
        if (!loaded.IsTrained) cmdlet.ThrowTerminatingError(ErrorFactory.NotTrained(loaded));
        return loaded;
    }

    /// <summary>Reads a model file with the engine that is asked for.</summary>
    /// <exception cref="ModelFileException">It cannot be read.</exception>
    public static AnomalyModel Load(PSCmdlet cmdlet, string path, EngineRequest request) =>
        ModelFile.Load(path, Registry(cmdlet, ModelFile.Describe(path).Spec, request));

    private static DetectorRegistry Registry(PSCmdlet cmdlet, ModelSpec spec, EngineRequest request) =>
        Engines.Choose(cmdlet, request, spec, ComputeCost.Scoring(spec));

    private static AnomalyModel Read(PSCmdlet cmdlet, string path, Func<string, AnomalyModel> read)
    {
        try
        {
            return read(path);
        }
        catch (ModelFileException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.ModelFile(cause));
            throw;
        }
    }
}
