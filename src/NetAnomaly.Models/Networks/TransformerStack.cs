using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// Embeddings summed over the factors and learned positions, layers of causal attention, a last normalisation: ids to
/// (batch, length, width).
/// </summary>
internal sealed class TransformerStack : nn.Module<Tensor, Tensor>
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings;
    private readonly Modules.Embedding positions;
    private readonly Modules.ModuleList<TransformerBlock> blocks = nn.ModuleList<TransformerBlock>();
    private readonly Modules.LayerNorm norm;
    private readonly Modules.Dropout dropout;

    /// <summary>A stack with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="length">Positions at most.</param>
    public TransformerStack(TransformerOptions options, IReadOnlyList<int> words, int length)
        : base(nameof(TransformerStack))
    {
        embeddings = WordLayers.Embeddings(words, options.EmbeddingSize);
        positions = nn.Embedding(length, options.EmbeddingSize);
        for (var layer = 0; layer < options.AttentionLayers; layer++) blocks.Add(new TransformerBlock(options));
        norm = nn.LayerNorm(options.EmbeddingSize);
        dropout = nn.Dropout(options.Dropout);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var length = input.shape[1];
        var hidden = WordLayers.Embed(embeddings, input) + positions.forward(
            HostDevice.Instance.ToDeviceOf(input, arange(length, dtype: ScalarType.Int64)));
        hidden = dropout.forward(hidden).transpose(0, 1);
        var mask = HostDevice.Instance.ToDeviceOf(hidden, full([length, length], float.NegativeInfinity).triu(1));
        foreach (var block in blocks) hidden = block.forward(hidden, mask);
        return norm.forward(hidden).transpose(0, 1).MoveToOuterDisposeScope();
    }
}
