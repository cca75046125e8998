namespace NetAnomaly.Core.Detection;

/// <summary>What kinds of detectors have in common.</summary>
/// <typeparam name="TOptions">The record of its options.</typeparam>
internal abstract class DetectorKind<TOptions> : IDetectorKind
    where TOptions : DetectorOptions, new()
{
    /// <inheritdoc/>
    public abstract ModelArchitecture Architecture { get; }

    /// <inheritdoc/>
    public Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public virtual IDetectorFactory? Factory => null;

    /// <inheritdoc/>
    public ModelSetup Preset(ModelPreset preset, LearningMode learning) =>
        preset == ModelPreset.Published ? Published(learning) : Usual(learning);

    /// <inheritdoc/>
    public void Check(ModelSpec spec)
    {
        if (spec.Options is not TOptions options)
        {
            var given = spec.Options?.GetType().Name ?? "none";
            throw new ArgumentException($"A {Architecture} model has {typeof(TOptions).Name}, not {given}.");
        }

        Check(spec, options);
    }

    /// <inheritdoc/>
    public abstract DetectorNeeds Needs(ModelSpec spec);

    /// <inheritdoc/>
    public virtual double WorkPerFlow(ModelSpec spec) => 0;

    /// <inheritdoc/>
    public virtual ModelSpec Complete(ModelSpec spec) => spec;

    /// <inheritdoc/>
    public virtual DetectorOptions Reconcile(
        DetectorOptions changed, DetectorOptions preset, IReadOnlyCollection<string> given) => changed;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">
    /// Something is out of range; the message says what and what is allowed.
    /// </exception>
    protected abstract void Check(ModelSpec spec, TOptions options);

    /// <summary>What serves users best on a network that nothing is known of.</summary>
    protected virtual ModelSetup Usual(LearningMode learning)
    {
        var setup = new ModelSetup(
            new ModelSpec { Architecture = Architecture, Learning = learning, Options = new TOptions() },
            new TrainingOptions());
        return learning == LearningMode.Supervised ? Classifier(setup) : setup;
    }

    /// <summary>What was published.</summary>
    /// <exception cref="NotSupportedException">Nothing was.</exception>
    protected virtual ModelSetup Published(LearningMode learning) =>
        throw new NotSupportedException($"There is no published {Architecture} model.");

    // Labels are few and say much: many short epochs, of which the best is kept. One flow of an attack is enough.
    private static ModelSetup Classifier(ModelSetup setup) => new(
        setup.Spec with
        {
            Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State],
            Aggregate = ScoreAggregation.Max,
        },
        setup.Options with { Epochs = 30, Patience = 5, BatchSize = 16 });
}
