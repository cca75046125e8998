using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Options of <see cref="ModelArchitecture.Transformer"/>.</summary>
public sealed record TransformerOptions : WordNetworkOptions
{
    /// <summary>Layers of attention, 1 to 48.</summary>
    public int AttentionLayers { get; init; } = 4;

    /// <summary>
    /// Heads of a layer, 1 to 64, a divisor of <see cref="WordNetworkOptions.EmbeddingSize"/>.
    /// </summary>
    public int Heads { get; init; } = 4;

    /// <summary>Width between the two linear maps of a layer, 1 to 16,384.</summary>
    public int FeedForwardSize { get; init; } = 256;

    /// <summary>For the published classifier: number of convolutions before attention, 0 to 16.</summary>
    [ModelParameter(Only = ParameterCondition.PublishedClassifier)]
    public int ConvolutionLayers { get; init; } = 2;

    /// <summary>For the published classifier: positions that one convolution sees, itself included, 1 to 64.</summary>
    [ModelParameter(Only = ParameterCondition.PublishedClassifier)]
    public int KernelSize { get; init; } = 3;

    /// <summary>For the published classifier: width of the layer before the last, 1 to 4096.</summary>
    [ModelParameter(Only = ParameterCondition.PublishedClassifier)]
    public int DenseSize { get; init; } = 50;
}
