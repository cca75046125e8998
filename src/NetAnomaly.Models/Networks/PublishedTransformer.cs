namespace NetAnomaly.Models.Networks;

/// <summary>The published GPT over a window: causal attention, the last step, one linear head per factor.</summary>
internal sealed class PublishedTransformer : WindowNetwork
{
    private readonly TransformerStack stack;
    private readonly Modules.ModuleList<Modules.Linear> heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="outputs">Width of each head.</param>
    public PublishedTransformer(TransformerOptions options, IReadOnlyList<int> words, IReadOnlyList<int> outputs)
        : base(nameof(PublishedTransformer), options.ContextLength)
    {
        stack = new TransformerStack(options, words, options.ContextLength);
        heads = WordLayers.Heads(outputs, options.EmbeddingSize);
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = stack.forward(input);
        hidden = hidden.select(1, hidden.shape[1] - 1);
        return [.. heads.Select(head => head.forward(hidden).MoveToOuterDisposeScope())];
    }
}
