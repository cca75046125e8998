using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Networks;

/// <summary>What is known of <see cref="ModelArchitecture.BiLstm"/>. Published: Nettrusion.</summary>
internal sealed class BiLstmKind : WordNetworkKind<BiLstmOptions>
{
    /// <inheritdoc/>
    public override ModelArchitecture Architecture => ModelArchitecture.BiLstm;

    /// <inheritdoc/>
    public override bool ClassifierIsAlike(ModelPreset preset) => true;

    /// <inheritdoc/>
    protected override (double Body, double Last) Weights(BiLstmOptions options)
    {
        double width = options.EmbeddingSize, hidden = options.HiddenSize;
        return (2 * LstmWeights(width, hidden, options.RecurrentLayers), 2 * hidden);
    }

    /// <inheritdoc/>
    protected override ModelSetup Usual(LearningMode learning)
    {
        var setup = base.Usual(learning);
        return setup with { Options = setup.Options with { BatchSize = 16 } };
    }

    /// <inheritdoc/>
    protected override ModelSetup PublishedLanguageModel(ModelSetup common) => new(
        (common.Spec with { Schemes = [TokenScheme.ServicePort], GroupBy = FlowGrouping.DirectedDyad })
            .WithOptions<BiLstmOptions>(own => own with
            {
                ContextLength = 14, EmbeddingSize = 100, HiddenSize = 50, RecurrentLayers = 2, DenseSize = 50,
                Dropout = 0.35, WordVectors = true,
            }),
        common.Options with { Optimizer = TrainingOptimizer.NAdam, Epochs = 10 });

    /// <inheritdoc/>
    protected override ModelSetup PublishedClassifier(ModelSetup languageModel) => languageModel;

    /// <inheritdoc/>
    protected override void CheckShape(BiLstmOptions options)
    {
        NetworkRules.CheckRecurrence(options.HiddenSize, options.RecurrentLayers);
        NetworkRules.CheckDense(options.DenseSize);
    }
}
