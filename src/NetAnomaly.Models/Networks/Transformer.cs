namespace NetAnomaly.Models.Networks;

/// <summary>
/// Causal Transformer (GPT style), one linear head per factor. Every position of a conversation is predicted in one
/// pass.
/// </summary>
internal sealed class Transformer : WordNetwork
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

    public override Tensor[] Predict(WordBatch batch) => forward(Device.ToDevice(batch.Before()));

    public override Tensor[] Read(WordBatch batch) => forward(Device.ToDevice(batch.Targets()));

    // In (batch, length, factors) of ids, out one (batch, length, width) of logits per head: output t has seen inputs
    // up to t and none behind it.
    private Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = stack.forward(input);
        return [.. heads.Select(head => head.forward(hidden).MoveToOuterDisposeScope())];
    }
}
