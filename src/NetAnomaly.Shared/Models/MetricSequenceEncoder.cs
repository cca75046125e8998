namespace NetAnomaly;

/// <summary>How a metric-learning network sees what came before a flow in its conversation.</summary>
public enum MetricSequenceEncoder
{
    /// <summary>It does not: every flow is judged by itself.</summary>
    None,

    /// <summary>By an LSTM over the embeddings of the flows (Hochreiter and Schmidhuber 1997).</summary>
    Lstm,

    /// <summary>
    /// By causal self-attention over the embeddings of the flows (Vaswani et al. 2017, arXiv 1706.03762).
    /// </summary>
    Transformer,
}
