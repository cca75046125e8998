namespace NetAnomaly.Models.Metric;

/// <summary>
/// Adds to the embedding of a flow what a causal network makes of the flows of its window in their order. The first
/// flow of a conversation has nothing before it: its embedding stays as it is.
/// </summary>
internal sealed class SequenceEncoder : nn.Module<Tensor, WindowIds, Tensor>
{
    private readonly Modules.LayerNorm norm;
    private readonly nn.Module<Tensor, WindowIds, Tensor> network;
    private readonly Modules.Linear head;
    private readonly long size;

    /// <summary>An encoder with freshly drawn weights.</summary>
    /// <param name="spec">Its kind and sizes.</param>
    public SequenceEncoder(MetricOptions spec)
        : base(nameof(SequenceEncoder))
    {
        size = spec.SequenceSize;
        norm = nn.LayerNorm(spec.EmbeddingSize);
        network = spec.SequenceEncoder switch
        {
            MetricSequenceEncoder.Lstm => new FlowLstm(spec),
            MetricSequenceEncoder.Transformer => new FlowAttention(spec),
            _ => throw new ArgumentOutOfRangeException(
                nameof(spec), spec.SequenceEncoder, "There is no such sequence encoder."),
        };
        head = nn.Linear(size, spec.EmbeddingSize);
        RegisterComponents();
    }

    /// <summary>Embeds flows with their windows.</summary>
    /// <param name="input1">Every flow by itself: (rows, embedding).</param>
    /// <param name="input2">The windows.</param>
    /// <returns>(windows, embedding).</returns>
    public override Tensor forward(Tensor input1, WindowIds input2)
    {
        using var scope = NewDisposeScope();
        var own = input1.index_select(0, input2.Own);
        if (input2.Steps is null) return own.MoveToOuterDisposeScope();
        var windows = input2.Ends!.shape[0];
        var flows = norm.forward(input1).index_select(0, input2.Steps).reshape(input2.Length, windows, input1.shape[1]);
        var states = network.forward(flows, input2).reshape(input2.Length * windows, size).index_select(0, input2.Ends);
        var context = head.forward(states);
        var none = zeros_like(context.narrow(0, 0, 1));
        return (own + cat([none, context], 0).index_select(0, input2.Places!)).MoveToOuterDisposeScope();
    }
}
