namespace NetAnomaly.Core.Detection;

/// <summary>The models that a model combines.</summary>
internal static class ModelMembers
{
    /// <summary>The members of an ensemble; of any other model none.</summary>
    public static IReadOnlyList<ModelSpec> Of(ModelSpec spec) => spec.Options is EnsembleOptions own ? own.Members : [];
}
