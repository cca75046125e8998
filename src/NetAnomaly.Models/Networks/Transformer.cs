namespace NetAnomaly.Models.Networks;

/// <summary>
/// Causal Transformer (GPT style), one linear head per factor. Every position of a conversation is predicted in one
/// pass.
/// </summary>
internal sealed class Transformer : CausalNetwork
{
    private readonly TransformerStack stack;
    private readonly Modules.ModuleList<Modules.Linear> heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="outputs">Width of each head.</param>
    public Transformer(TransformerOptions options, IReadOnlyList<int> words, IReadOnlyList<int> outputs)
        : base(nameof(Transformer))
    {
        stack = new TransformerStack(options, words, Chunks.MaxLength);
        heads = WordLayers.Heads(outputs, options.EmbeddingSize);
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = stack.forward(input);
        return [.. heads.Select(head => head.forward(hidden).MoveToOuterDisposeScope())];
    }
}
