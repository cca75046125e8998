namespace NetAnomaly.Models.Networks;

/// <summary>
/// Causal CLSTM: embeddings summed over the factors, causal convolutions with ReLU, an LSTM, one linear head per
/// factor. Every position of a conversation is predicted in one pass.
/// </summary>
internal sealed class Clstm : WordNetwork
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings;
    private readonly Modules.ModuleList<CausalConvolution> convolutions = nn.ModuleList<CausalConvolution>();
    private readonly Modules.ModuleList<Modules.Linear> heads;
    private readonly Modules.LSTM lstm;
    private readonly Modules.Dropout dropout;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="outputs">Width of each head.</param>
    public Clstm(ClstmOptions options, IReadOnlyList<int> words, IReadOnlyList<int> outputs)
        : base(nameof(Clstm))
    {
        var width = options.EmbeddingSize;
        embeddings = WordLayers.Embeddings(words, width);
        for (var layer = 0; layer < options.ConvolutionLayers; layer++)
        {
            convolutions.Add(new CausalConvolution(width, width, options.KernelSize));
        }

        var between = options.RecurrentLayers > 1 ? options.Dropout : 0;
        lstm = nn.LSTM(width, options.HiddenSize, options.RecurrentLayers, batchFirst: true, dropout: between);
        dropout = nn.Dropout(options.Dropout);
        heads = WordLayers.Heads(outputs, options.HiddenSize);
        RegisterComponents();
    }

    public override Tensor[] Predict(WordBatch batch) => forward(Device.ToDevice(batch.Before()));

    public override Tensor[] Read(WordBatch batch) => forward(Device.ToDevice(batch.Targets()));

    // In (batch, length, factors) of ids, out one (batch, length, width) of logits per head: output t has seen inputs
    // up to t and none behind it.
    private Tensor[] forward(Tensor input)
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
