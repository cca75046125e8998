namespace NetAnomaly;

/// <summary>What kind of detector a model is.</summary>
public enum ModelArchitecture
{
    /// <summary>How rare each word is, order ignored: the baseline that every network must beat.</summary>
    TokenFrequency,

    /// <summary>Causal convolutions and an LSTM that predict each word from those before it.</summary>
    Clstm,

    /// <summary>Causal self-attention that predicts each word from those before it (GPT style).</summary>
    Transformer,

    /// <summary>Two LSTMs that predict each word from those before it and those behind it, never from itself.</summary>
    BiLstm,
}
