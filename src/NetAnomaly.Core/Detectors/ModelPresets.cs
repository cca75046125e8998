using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors;

/// <summary>Shapes and trainings with a name, as each kind of detector has them.</summary>
internal static class ModelPresets
{
    /// <summary>What to start with: the same defaults find most on networks large and small.</summary>
    public const ModelArchitecture Recommended = ModelArchitecture.Ensemble;

    /// <summary>A preset of an architecture, as a start for changes.</summary>
    /// <exception cref="NotSupportedException">There is none of that kind.</exception>
    public static ModelSetup Of(
        ModelPreset preset, ModelArchitecture architecture, LearningMode learning = LearningMode.Unsupervised) =>
        DetectorKinds.Standard.Of(architecture).Preset(preset, learning);

    /// <summary>
    /// What serves users best on a network that nothing is known of. Where there are thousands of hosts, counting by
    /// <see cref="TokenCounting.SourceHost"/> with <see cref="WordNetworkOptions.RarityFloor"/> finds more (CTU-13); in
    /// a small office, where every server and monitor is one of its kind, far less (the sample traffic).
    /// <see cref="TokenCounting.SourceWindow"/>, which ensembles use, serves on both.
    /// </summary>
    public static ModelSetup Default(
        ModelArchitecture architecture, LearningMode learning = LearningMode.Unsupervised) =>
        Of(ModelPreset.Default, architecture, learning);

    /// <summary>What was published; semi-supervised learning is that of the language model.</summary>
    /// <exception cref="NotSupportedException">That architecture was not published.</exception>
    public static ModelSetup Published(
        ModelArchitecture architecture, LearningMode learning = LearningMode.Unsupervised) =>
        Of(ModelPreset.Published, architecture, learning);

    /// <summary>The description with members, where it is an ensemble that names none.</summary>
    public static ModelSpec WithMembers(ModelSpec spec) =>
        DetectorKinds.Standard.Of(spec.Architecture).Complete(spec);

    /// <summary>
    /// An ensemble of models that are described already: it sees all the words that they see, and groups flows as they
    /// do.
    /// </summary>
    /// <param name="spec">The ensemble; its own token schemes come first.</param>
    /// <param name="members">What it combines; each is trained with it from the beginning.</param>
    public static ModelSpec WithMembers(ModelSpec spec, IReadOnlyList<ModelSpec> members) => spec with
    {
        Options = spec.OptionsOf<EnsembleOptions>() with { Members = members },
        Schemes = [.. spec.Schemes.Concat(members.SelectMany(member => member.Schemes)).Distinct()],
    };
}
