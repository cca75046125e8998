using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Options of <see cref="ModelArchitecture.BiLstm"/>.</summary>
public sealed record BiLstmOptions : WordNetworkOptions
{
    /// <summary>Width of an LSTM's state, 1 to 4096.</summary>
    public int HiddenSize { get; init; } = 64;

    /// <summary>LSTM layers, 1 to 8.</summary>
    public int RecurrentLayers { get; init; } = 1;

    /// <summary>For <see cref="ModelPreset.Published"/>: width of the layer before the last, 1 to 4096.</summary>
    [ModelParameter(Only = ParameterCondition.Published)]
    public int DenseSize { get; init; } = 50;
}
