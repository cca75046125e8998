namespace NetAnomaly.Core.Detection;

/// <summary>
/// All that is known of an architecture before anything is computed: its options, presets, rules and needs. Data, no
/// engine.
/// </summary>
internal interface IDetectorKind
{
    /// <summary>The architecture.</summary>
    ModelArchitecture Architecture { get; }

    /// <summary>The record of its options, a <see cref="DetectorOptions"/>.</summary>
    Type OptionsType { get; }

    /// <summary>What makes it without an engine; <see langword="null"/> where an engine or a registry has to.</summary>
    IDetectorFactory? Factory => null;

    /// <summary>A preset, as a start for changes.</summary>
    /// <exception cref="NotSupportedException">There is none of that kind.</exception>
    ModelSetup Preset(ModelPreset preset, LearningMode learning);

    /// <summary>Checks what only this kind has; what all models have is checked already.</summary>
    /// <exception cref="ArgumentException">
    /// Something is out of range; the message says what and what is allowed.
    /// </exception>
    void Check(ModelSpec spec);

    /// <summary>What a model needs to be trained and to score; of an ensemble without what its members need.</summary>
    DetectorNeeds Needs(ModelSpec spec);

    /// <summary>
    /// Floating-point operations for scoring one flow, roughly: two per weight that a word meets; 0 where they are not
    /// worth counting. Of an ensemble without those of its members.
    /// </summary>
    double WorkPerFlow(ModelSpec spec);

    /// <summary>The model with what follows from the rest of its description, where that is left out.</summary>
    ModelSpec Complete(ModelSpec spec) => spec;

    /// <summary>Options after some were given, with those brought into line that depend on them.</summary>
    /// <param name="changed">The options with what was given.</param>
    /// <param name="preset">The options before.</param>
    /// <param name="given">The names of the options that were given.</param>
    DetectorOptions Reconcile(
        DetectorOptions changed, DetectorOptions preset, IReadOnlyCollection<string> given) => changed;
}
