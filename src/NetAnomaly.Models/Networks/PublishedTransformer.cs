namespace NetAnomaly.Models.Networks;

/// <summary>The published GPT over a window: causal attention, the last step, one linear head per factor.</summary>
internal sealed class PublishedTransformer : WindowNetwork
{
    private readonly TransformerStack stack;
    private readonly Modules.ModuleList<Modules.Linear> heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="spec">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="outputs">Width of each head.</param>
    public PublishedTransformer(ModelSpec spec, IReadOnlyList<int> words, IReadOnlyList<int> outputs)
        : base(nameof(PublishedTransformer), spec.ContextLength)
    {
        stack = new TransformerStack(spec, words, spec.ContextLength);
        heads = WordLayers.Heads(outputs, spec.EmbeddingSize);
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
