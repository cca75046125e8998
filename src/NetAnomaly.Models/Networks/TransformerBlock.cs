namespace NetAnomaly.Models.Networks;

/// <summary>
/// Causal self-attention and a feed-forward part, each normalised before and added to what came in (pre-norm, as GPT-2:
/// Radford et al. 2019): (length, batch, width) to the same.
/// </summary>
internal sealed class TransformerBlock : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Modules.LayerNorm norm1;
    private readonly Modules.MultiheadAttention attention;
    private readonly Modules.LayerNorm norm2;
    private readonly Modules.Linear linear1;
    private readonly Modules.Linear linear2;
    private readonly Modules.Dropout dropout;

    public TransformerBlock(TransformerOptions options)
        : base(nameof(TransformerBlock))
    {
        norm1 = nn.LayerNorm(options.EmbeddingSize);
        attention = nn.MultiheadAttention(options.EmbeddingSize, options.Heads, options.Dropout);
        norm2 = nn.LayerNorm(options.EmbeddingSize);
        linear1 = nn.Linear(options.EmbeddingSize, options.FeedForwardSize);
        linear2 = nn.Linear(options.FeedForwardSize, options.EmbeddingSize);
        dropout = nn.Dropout(options.Dropout);
        RegisterComponents();
    }

    /// <param name="input1">What comes in.</param>
    /// <param name="input2">Added to the attention: (length, length), −infinity where nothing may be seen.</param>
    public override Tensor forward(Tensor input1, Tensor input2)
    {
        using var scope = NewDisposeScope();
        var normed = norm1.forward(input1);
        var hidden = input1 + dropout.forward(attention.forward(normed, normed, normed, null, false, input2).Item1);
        var inner = nn.functional.gelu(linear1.forward(norm2.forward(hidden)));
        return (hidden + dropout.forward(linear2.forward(inner))).MoveToOuterDisposeScope();
    }
}
