using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Networks;

/// <summary>
/// What is known of <see cref="ModelArchitecture.Transformer"/>. Published: the dyad-hour language model after Radford,
/// Apolonio, Trias and Simpson 2018 (arXiv 1803.10769), and its classifier of windows of ten.
/// </summary>
internal sealed class TransformerKind : WordNetworkKind<TransformerOptions>
{
    /// <inheritdoc/>
    public override ModelArchitecture Architecture => ModelArchitecture.Transformer;

    /// <inheritdoc/>
    public override DetectorNeeds Needs(ModelSpec spec)
    {
        var needs = base.Needs(spec);
        return spec is { Preset: ModelPreset.Published, Learning: LearningMode.Supervised }
            ? needs with
            {
                Precisions = [EnginePrecision.Single],
                PrecisionReason = "libtorch leaves padding out of attention in no other precision",
            }
            : needs;
    }

    /// <inheritdoc/>
    protected override (double Body, double Last) Weights(TransformerOptions options)
    {
        double width = options.EmbeddingSize;
        return (options.AttentionLayers * ((4 * width * width) + (2 * width * options.FeedForwardSize)), width);
    }

    /// <inheritdoc/>
    protected override ModelSetup Usual(LearningMode learning)
    {
        var (spec, options) = base.Usual(learning);
        return new(
            spec.WithOptions<TransformerOptions>(own => own with
            {
                EmbeddingSize = 128, AttentionLayers = 4, Heads = 4, FeedForwardSize = 256,
            }),
            options with
            {
                Epochs = learning == LearningMode.Supervised ? options.Epochs : 3,
                LearningRate = 1e-3,
                Schedule = LearningRateSchedule.WarmupCosine,
            });
    }

    /// <inheritdoc/>
    protected override ModelSetup PublishedLanguageModel(ModelSetup common) => new(
        common.Spec.WithOptions<TransformerOptions>(own => own with
        {
            ContextLength = 10, EmbeddingSize = 128, AttentionLayers = 4, Heads = 4, FeedForwardSize = 512,
        }),
        common.Options with { Optimizer = TrainingOptimizer.AdamW, WeightDecay = 0.01 });

    /// <inheritdoc/>
    protected override ModelSetup PublishedClassifier(ModelSetup languageModel) => new(
        languageModel.Spec.WithOptions<TransformerOptions>(own => own with
        {
            EmbeddingSize = 60, ConvolutionLayers = 3, KernelSize = 7, AttentionLayers = 4, Heads = 10,
            FeedForwardSize = 2048, DenseSize = 60,
        }),
        languageModel.Options with
        {
            Optimizer = TrainingOptimizer.Adam, WeightDecay = 0, LearningRate = 1e-4, Epochs = 150,
        });

    /// <inheritdoc/>
    protected override void CheckShape(TransformerOptions options)
    {
        SpecRule.Require(options.AttentionLayers is >= 1 and <= 48, "There are 1 to 48 layers of attention.");
        SpecRule.Require(options.Heads is >= 1 and <= 64, "A layer of attention has 1 to 64 heads.");
        SpecRule.Require(
            options.EmbeddingSize % options.Heads == 0,
            $"The embedding's width, {options.EmbeddingSize}, must be a multiple of the {options.Heads} heads.");
        SpecRule.Require(
            options.FeedForwardSize is >= 1 and <= 16_384, "The feed-forward part is 1 to 16,384 wide.");
        NetworkRules.CheckConvolutions(options.ConvolutionLayers, options.KernelSize);
        NetworkRules.CheckDense(options.DenseSize);
    }
}
