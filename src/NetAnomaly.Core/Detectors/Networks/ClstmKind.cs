using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Networks;

/// <summary>
/// What is known of <see cref="ModelArchitecture.Clstm"/>. Published: the dyad-hour language model after Radford,
/// Apolonio, Trias and Simpson 2018 (arXiv 1803.10769), and its classifier of windows of ten.
/// </summary>
internal sealed class ClstmKind : WordNetworkKind<ClstmOptions>
{
    /// <inheritdoc/>
    public override ModelArchitecture Architecture => ModelArchitecture.Clstm;

    /// <inheritdoc/>
    protected override (double Body, double Last) Weights(ClstmOptions options)
    {
        double width = options.EmbeddingSize, hidden = options.HiddenSize;
        var convolutions = options.ConvolutionLayers * width * width * options.KernelSize;
        return (convolutions + LstmWeights(width, hidden, options.RecurrentLayers), hidden);
    }

    /// <inheritdoc/>
    protected override ModelSetup PublishedLanguageModel(ModelSetup common) => common with
    {
        Spec = common.Spec.WithOptions<ClstmOptions>(own => own with
        {
            ContextLength = 10, EmbeddingSize = 100, ConvolutionLayers = 2, KernelSize = 3, HiddenSize = 50,
            RecurrentLayers = 2, DenseSize = 50, Dropout = 0.2,
        }),
    };

    /// <inheritdoc/>
    protected override ModelSetup PublishedClassifier(ModelSetup languageModel) => new(
        languageModel.Spec.WithOptions<ClstmOptions>(own => own with
        {
            EmbeddingSize = 64, KernelSize = 5, HiddenSize = 64, RecurrentLayers = 1, DenseSize = 32, Dropout = 0,
        }),
        languageModel.Options with { Epochs = 150 });

    /// <inheritdoc/>
    protected override void CheckShape(ClstmOptions options)
    {
        NetworkRules.CheckConvolutions(options.ConvolutionLayers, options.KernelSize);
        NetworkRules.CheckRecurrence(options.HiddenSize, options.RecurrentLayers);
        NetworkRules.CheckDense(options.DenseSize);
    }
}
