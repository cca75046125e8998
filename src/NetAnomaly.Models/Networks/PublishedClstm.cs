namespace NetAnomaly.Models.Networks;

/// <summary>
/// The published next-token CLSTM: embedding, convolutions that keep the length with ReLU, two-way LSTMs with dropout
/// behind each, the last step, a dense layer with ReLU, one linear head per factor. Within the window both directions
/// are read; the word to predict is not in it.
/// </summary>
internal sealed class PublishedClstm : WindowNetwork
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings;
    private readonly Modules.ModuleList<Modules.Conv1d> convolutions = nn.ModuleList<Modules.Conv1d>();
    private readonly Modules.ModuleList<Modules.LSTM> lstms;
    private readonly Modules.Dropout dropout;
    private readonly Modules.Linear dense;
    private readonly Modules.ModuleList<Modules.Linear> heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="outputs">Width of each head.</param>
    public PublishedClstm(ClstmOptions options, IReadOnlyList<int> words, IReadOnlyList<int> outputs)
        : base(nameof(PublishedClstm), options.ContextLength)
    {
        var width = options.EmbeddingSize;
        embeddings = WordLayers.Embeddings(words, width);
        for (var layer = 0; layer < options.ConvolutionLayers; layer++)
        {
            convolutions.Add(nn.Conv1d(width, width, options.KernelSize, padding: (options.KernelSize - 1) / 2));
        }

        lstms = BidirectionalLstm.Of(
            options.EmbeddingSize, options.HiddenSize, options.RecurrentLayers);
        dropout = nn.Dropout(options.Dropout);
        dense = nn.Linear(2 * options.HiddenSize, options.DenseSize);
        heads = WordLayers.Heads(outputs, options.DenseSize);
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = WordLayers.Embed(embeddings, input).transpose(1, 2);
        foreach (var convolution in convolutions) hidden = nn.functional.relu(convolution.forward(hidden));
        hidden = BidirectionalLstm.Last(lstms, dropout, hidden.transpose(1, 2));
        hidden = nn.functional.relu(dense.forward(hidden));
        return [.. heads.Select(head => head.forward(hidden).MoveToOuterDisposeScope())];
    }
}
