using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Options of <see cref="ModelArchitecture.Clstm"/>.</summary>
public sealed record ClstmOptions : WordNetworkOptions
{
    /// <summary>Number of convolutions before the LSTM, 0 to 16.</summary>
    public int ConvolutionLayers { get; init; } = 2;

    /// <summary>Positions that one convolution sees, itself included, 1 to 64.</summary>
    public int KernelSize { get; init; } = 3;

    /// <summary>Width of the LSTM's state, 1 to 4096.</summary>
    public int HiddenSize { get; init; } = 64;

    /// <summary>LSTM layers, 1 to 8.</summary>
    public int RecurrentLayers { get; init; } = 1;

    /// <summary>For <see cref="ModelPreset.Published"/>: width of the layer before the last, 1 to 4096.</summary>
    [ModelParameter(Only = ParameterCondition.Published)]
    public int DenseSize { get; init; } = 50;
}
