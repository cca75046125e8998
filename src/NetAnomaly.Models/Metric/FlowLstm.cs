namespace NetAnomaly.Models.Metric;

/// <summary>
/// One LSTM layer over the flows of windows: (length, windows, embedding) to (length, windows, width).
/// </summary>
internal sealed class FlowLstm : nn.Module<Tensor, WindowIds, Tensor>
{
    private readonly Modules.LSTM lstm;

    /// <summary>A network with freshly drawn weights.</summary>
    public FlowLstm(MetricOptions spec)
        : base(nameof(FlowLstm))
    {
        lstm = nn.LSTM(spec.EmbeddingSize, spec.SequenceSize);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, WindowIds input2) => lstm.forward(input1, null).Item1;
}
