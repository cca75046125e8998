using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// A perceptron from some columns of a vector to its embedding: linear layers, each with layer normalisation and GELU,
/// and a last linear one; of length 1 where distances are cosines.
/// </summary>
internal sealed class VectorEncoder : nn.Module<Tensor, Tensor>
{
    /// <summary>The name of the tensor of columns that an encoder sees.</summary>
    public const string ColumnsName = nameof(columns);

    private readonly Modules.ModuleList<Modules.Linear> layers = nn.ModuleList<Modules.Linear>();
    private readonly Modules.ModuleList<Modules.LayerNorm> norms = nn.ModuleList<Modules.LayerNorm>();
    private readonly Modules.Linear head;
    private readonly Modules.Dropout dropout;
    private readonly Tensor columns;
    private readonly MetricDistance distance;
    private readonly bool residual;

    /// <summary>An encoder with freshly drawn weights.</summary>
    /// <param name="seen">The columns that it sees.</param>
    /// <param name="spec">Its sizes.</param>
    public VectorEncoder(long[] seen, MetricOptions spec)
        : base(nameof(VectorEncoder))
    {
        distance = spec.Distance;
        residual = spec.Residual;
        columns = tensor(seen).DetachFromDisposeScope();
        register_buffer(nameof(columns), columns);
        var width = seen.Length;
        foreach (var size in spec.HiddenSizes)
        {
            layers.Add(nn.Linear(width, size));
            norms.Add(nn.LayerNorm(size));
            width = size;
        }

        head = nn.Linear(width, spec.EmbeddingSize);
        dropout = nn.Dropout(spec.Dropout);
        RegisterComponents();
    }

    /// <summary>(rows, width) to (rows, embedding).</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Finish(Raw(input)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// (rows, width) to (rows, embedding), before its length is brought to 1 where distances are cosines.
    /// </summary>
    public Tensor Raw(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = input.index_select(1, HostDevice.Instance.ToDeviceOf(input, columns));
        for (var i = 0; i < layers.Count; i++)
        {
            var next = dropout.forward(nn.functional.gelu(norms[i].forward(layers[i].forward(hidden))));
            hidden = residual && next.shape[1] == hidden.shape[1] ? hidden + next : next;
        }

        return head.forward(hidden).MoveToOuterDisposeScope();
    }

    /// <summary>Makes an embedding of what <see cref="Raw"/> gives.</summary>
    public Tensor Finish(Tensor raw) => PairDistances.Prepare(raw, distance);
}
