using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// A layer of causal self-attention over the flows of windows, positions counted back from the flow judged: (length,
/// windows, embedding) to (length, windows, width).
/// </summary>
internal sealed class FlowAttention : nn.Module<Tensor, WindowIds, Tensor>
{
    private const int Heads = 4;

    private readonly Modules.Linear entry;
    private readonly Modules.Embedding positions;
    private readonly TransformerBlock block;
    private readonly Modules.LayerNorm norm;

    /// <summary>A network with freshly drawn weights.</summary>
    public FlowAttention(MetricOptions spec)
        : base(nameof(FlowAttention))
    {
        entry = nn.Linear(spec.EmbeddingSize, spec.SequenceSize);
        positions = nn.Embedding(spec.ContextLength, spec.SequenceSize);
        block = new TransformerBlock(new TransformerOptions
        {
            EmbeddingSize = spec.SequenceSize,
            Heads = Heads,
            FeedForwardSize = 2 * spec.SequenceSize,
            Dropout = spec.Dropout,
        });
        norm = nn.LayerNorm(spec.SequenceSize);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, WindowIds input2)
    {
        using var scope = NewDisposeScope();
        var length = input1.shape[0];
        var hidden = entry.forward(input1) + positions.forward(input2.Ages!).reshape(length, input1.shape[1], -1);
        var mask = HostDevice.Instance.ToDeviceOf(hidden, full([length, length], float.NegativeInfinity).triu(1));
        return norm.forward(block.forward(hidden, mask)).MoveToOuterDisposeScope();
    }
}
