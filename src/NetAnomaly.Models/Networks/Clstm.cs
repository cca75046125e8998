namespace NetAnomaly.Models.Networks;

/// <summary>
/// Causal CLSTM: embeddings summed over the factors, causal convolutions with ReLU, an LSTM, one linear head per factor. Every position of a
/// conversation is predicted in one pass.
/// </summary>
internal sealed class Clstm : CausalNetwork
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings;
    private readonly Modules.ModuleList<CausalConvolution> convolutions = nn.ModuleList<CausalConvolution>();
    private readonly Modules.ModuleList<Modules.Linear> heads;
    private readonly Modules.LSTM lstm;
    private readonly Modules.Dropout dropout;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="spec">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="outputs">Width of each head.</param>
    public Clstm(ModelSpec spec, IReadOnlyList<int> words, IReadOnlyList<int> outputs)
        : base(nameof(Clstm))
    {
        var width = spec.EmbeddingSize;
        embeddings = WordLayers.Embeddings(words, width);
        for (var layer = 0; layer < spec.ConvolutionLayers; layer++) convolutions.Add(new CausalConvolution(width, width, spec.KernelSize));
        lstm = nn.LSTM(width, spec.HiddenSize, spec.RecurrentLayers, batchFirst: true, dropout: spec.RecurrentLayers > 1 ? spec.Dropout : 0);
        dropout = nn.Dropout(spec.Dropout);
        heads = WordLayers.Heads(outputs, spec.HiddenSize);
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = WordLayers.Embed(embeddings, input);
        if (convolutions.Count > 0)
        {
            hidden = hidden.transpose(1, 2);
            foreach (var convolution in convolutions) hidden = nn.functional.relu(convolution.forward(hidden));
            hidden = hidden.transpose(1, 2);
        }

        hidden = dropout.forward(lstm.forward(dropout.forward(hidden), null).Item1);
        return [.. heads.Select(head => head.forward(hidden).MoveToOuterDisposeScope())];
    }
}
