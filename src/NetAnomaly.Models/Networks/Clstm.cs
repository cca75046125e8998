namespace NetAnomaly.Models.Networks;

/// <summary>
/// Causal CLSTM: embeddings summed over the factors, causal convolutions with ReLU, an LSTM, one linear head per factor. Every position of a
/// conversation is predicted in one pass.
/// </summary>
internal sealed class Clstm : WordNetwork
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings = nn.ModuleList<Modules.Embedding>();
    private readonly Modules.ModuleList<CausalConvolution> convolutions = nn.ModuleList<CausalConvolution>();
    private readonly Modules.ModuleList<Modules.Linear> heads = nn.ModuleList<Modules.Linear>();
    private readonly Modules.LSTM lstm;
    private readonly Modules.Dropout dropout;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="spec">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    public Clstm(ModelSpec spec, IReadOnlyList<int> words)
        : base(nameof(Clstm))
    {
        var width = spec.EmbeddingSize;
        foreach (var size in words) embeddings.Add(nn.Embedding(size, width, padding_idx: Core.Detection.FactorVocabulary.PadId));
        for (var layer = 0; layer < spec.ConvolutionLayers; layer++) convolutions.Add(new CausalConvolution(width, width, spec.KernelSize));
        lstm = nn.LSTM(width, spec.HiddenSize, spec.RecurrentLayers, batchFirst: true, dropout: spec.RecurrentLayers > 1 ? spec.Dropout : 0);
        dropout = nn.Dropout(spec.Dropout);
        foreach (var size in words) heads.Add(nn.Linear(spec.HiddenSize, size));
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = embeddings[0].forward(input.select(2, 0));
        for (var factor = 1; factor < embeddings.Count; factor++) hidden = hidden + embeddings[factor].forward(input.select(2, factor));

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
