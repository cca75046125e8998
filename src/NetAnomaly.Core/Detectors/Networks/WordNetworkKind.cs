using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Networks;

/// <summary>What is known of a network of words; the network itself is an engine's.</summary>
/// <typeparam name="TOptions">The record of its options.</typeparam>
internal abstract class WordNetworkKind<TOptions> : DetectorKind<TOptions>, IWordNetworkKind
    where TOptions : WordNetworkOptions, new()
{
    private const int ClassifierWords = 256;
    private const int PublishedWords = 16_384;

    /// <inheritdoc/>
    public virtual bool ClassifierIsAlike(ModelPreset preset) => preset != ModelPreset.Published;

    /// <inheritdoc/>
    public override DetectorNeeds Needs(ModelSpec spec) => new() { Tokens = true, Engine = true };

    /// <inheritdoc/>
    public override double WorkPerFlow(ModelSpec spec)
    {
        var options = spec.OptionsOf<TOptions>();
        var (body, last) = Weights(options);

        // The published networks read a whole window for every word.
        var windows = spec.Preset == ModelPreset.Published ? options.ContextLength : 1;
        return 2 * ((windows * body) + (last * options.MaxWords * spec.Schemes.Count));
    }

    /// <summary>The weights that one word meets before the heads, and the width of what the heads see.</summary>
    protected abstract (double Body, double Last) Weights(TOptions options);

    /// <summary>The published language model.</summary>
    protected abstract ModelSetup PublishedLanguageModel(ModelSetup common);

    /// <summary>The published classifier, which begins as the language model.</summary>
    protected abstract ModelSetup PublishedClassifier(ModelSetup languageModel);

    /// <summary>Checks what only this network has.</summary>
    protected abstract void CheckShape(TOptions options);

    /// <inheritdoc/>
    protected sealed override void Check(ModelSpec spec, TOptions options)
    {
        SpecRule.Require(Enum.IsDefined(options.CountBy), "What to count by is not known.");
        SpecRule.Require(
            options.MaxWords is >= 1 and <= 65_536, "A network tells 1 to 65,536 words per factor apart.");
        SpecRule.Require(options.EmbeddingSize is >= 1 and <= 4096, "The embedding is 1 to 4096 wide.");
        SpecRule.Require(options.ContextLength is >= 1 and <= 64, "A context has 1 to 64 words.");
        SpecRule.Require(options.Dropout is >= 0 and < 1, "Dropout is at least 0 and below 1.");
        CheckShape(options);
    }

    /// <inheritdoc/>
    protected override ModelSetup Usual(LearningMode learning)
    {
        var setup = base.Usual(learning);
        return learning == LearningMode.Supervised
            ? setup with { Spec = setup.Spec.WithOptions<TOptions>(own => own with { MaxWords = ClassifierWords }) }
            : setup;
    }

    /// <inheritdoc/>
    /// <remarks>Semi-supervised learning is that of the language model.</remarks>
    protected sealed override ModelSetup Published(LearningMode learning)
    {
        var words = new TOptions() with { MaxWords = PublishedWords };
        var setup = PublishedLanguageModel(new ModelSetup(
            new ModelSpec
            {
                Architecture = Architecture,
                Learning = learning,
                Preset = ModelPreset.Published,
                Aggregate = ScoreAggregation.Max,
                Options = words,
            },
            new TrainingOptions
            {
                BatchSize = 512,
                Epochs = 15,
                LearningRate = 1e-3,
                WeightDecay = 0,
                GradientClip = double.PositiveInfinity,
                Patience = 0,
                Optimizer = TrainingOptimizer.Adam,
                Schedule = LearningRateSchedule.Constant,
            }));
        return learning == LearningMode.Supervised ? PublishedClassifier(setup) : setup;
    }

    /// <summary>The weights of LSTM layers that read one step: of their inputs and of their states.</summary>
    protected static double LstmWeights(double width, double hidden, int layers) =>
        (4 * hidden * (width + hidden)) + ((layers - 1) * 8 * hidden * hidden);
}
