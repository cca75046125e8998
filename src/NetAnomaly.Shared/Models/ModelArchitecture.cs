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

    /// <summary>
    /// Deep metric learning: a network under which alike flows lie close, and the distance to reference points of
    /// normal traffic.
    /// </summary>
    Metric,

    /// <summary>The mean distance of a flow's features to the nearest flows of training: a baseline.</summary>
    NearestNeighbor,

    /// <summary>How few random cuts set a flow's features apart (Liu, Ting and Zhou 2008): a baseline.</summary>
    IsolationForest,

    /// <summary>
    /// Several detectors together, by calibrated p-values, and with them what no conversation shows alone: all
    /// conversations of a host in a window, new peers, new services, regular intervals.
    /// </summary>
    Ensemble,
}
