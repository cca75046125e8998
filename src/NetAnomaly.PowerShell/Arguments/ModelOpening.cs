using System.Management.Automation;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.PowerShell.Errors;
using NetAnomaly.PowerShell.Files;

namespace NetAnomaly.PowerShell.Arguments;

/// <summary>From what a user gives as a model to the model; what cannot be used ends the cmdlet.</summary>
internal static class ModelOpening
{
    /// <summary>What the model is; its weights are not read.</summary>
    public static AnomalyModel Describe(PSCmdlet cmdlet, ModelSource source) =>
        source.Model ?? Read(cmdlet, ProviderPaths.Target(cmdlet, source.Path!), ModelFile.Describe);

    /// <summary>The model, ready to score.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="source">What was given.</param>
    /// <param name="owned">Whether it was read here, so that the cmdlet must dispose it.</param>
    public static AnomalyModel Load(PSCmdlet cmdlet, ModelSource source, out bool owned)
    {
        var model = source.Model;
        owned = model is not { IsLoaded: true };
        if (model is { IsTrained: false }) cmdlet.ThrowTerminatingError(ErrorFactory.NotTrained(model));
        if (model is { IsLoaded: true }) return model;

        // A model that was only described knows its file.
        var path = source.Path is { } given ? ProviderPaths.Target(cmdlet, given) : model?.Path;
        if (path is null) cmdlet.ThrowTerminatingError(ErrorFactory.NotLoaded(model!));
        var loaded = Read(cmdlet, path!, Load);
        if (!loaded.IsTrained) cmdlet.ThrowTerminatingError(ErrorFactory.NotTrained(loaded));
        return loaded;
    }

    /// <summary>Reads a model file with the engines at hand.</summary>
    public static AnomalyModel Load(string path) => ModelFile.Load(path, Engines.Catalog);

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
