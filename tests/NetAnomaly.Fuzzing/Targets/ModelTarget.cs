using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;

namespace NetAnomaly.Fuzzing.Targets;

/// <summary>Loads models: a model or the error of model files comes out, and nothing else.</summary>
/// <param name="registry">What can be loaded.</param>
internal sealed class ModelTarget(DetectorRegistry registry) : IFuzzTarget
{
    /// <summary>The name among the formats.</summary>
    public const string Name = "Model";

    /// <inheritdoc/>
    public string Read(string path, string? format)
    {
        try
        {
            using var model = ModelFile.Load(path, registry);
            return model.IsTrained ? "trained" : "untrained";
        }
        catch (ModelFileException error)
        {
            if (error.Remedy.Length == 0) throw new FuzzFailure($"An error without a remedy: {error.Message}", error);
            return "refused";
        }
        catch (Exception error)
        {
            throw new FuzzFailure($"{error.GetType().Name}: {error.Message}", error);
        }
    }
}
