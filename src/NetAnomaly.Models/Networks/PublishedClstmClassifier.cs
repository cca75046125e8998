namespace NetAnomaly.Models.Networks;

/// <summary>
/// The published supervised CLSTM: convolutions with ReLU and a halving pool behind each, an LSTM over what time steps
/// remain, its last step, a dense layer with ReLU, the classes. What differs is what was wrong: words are embedded
/// instead of fed as scaled ids, and the LSTM runs over time (its published 128 inputs are the last two steps side by
/// side). Padding is zero at every layer.
/// </summary>
internal sealed class PublishedClstmClassifier : WindowNetwork
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings;
    private readonly Modules.ModuleList<Modules.Conv1d> convolutions = nn.ModuleList<Modules.Conv1d>();
    private readonly Modules.MaxPool1d pool = nn.MaxPool1d(2);
    private readonly Modules.LSTM lstm;
    private readonly Modules.Dropout dropout;
    private readonly Modules.Linear dense;
    private readonly Modules.ModuleList<Modules.Linear> heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="classes">Classes.</param>
    public PublishedClstmClassifier(ClstmOptions options, IReadOnlyList<int> words, int classes)
        : base(nameof(PublishedClstmClassifier), options.ContextLength)
    {
        var width = options.EmbeddingSize;
        embeddings = WordLayers.Embeddings(words, width);
        for (var layer = 0; layer < options.ConvolutionLayers; layer++)
        {
            convolutions.Add(nn.Conv1d(width, width, options.KernelSize, padding: (options.KernelSize - 1) / 2));
        }

        lstm = nn.LSTM(width, options.HiddenSize, options.RecurrentLayers, batchFirst: true);
        dropout = nn.Dropout(options.Dropout);
        dense = nn.Linear(options.HiddenSize, options.DenseSize);
        heads = WordLayers.Heads([classes], options.DenseSize);
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = WordLayers.Embed(embeddings, input).transpose(1, 2);
        var present = WordLayers.Present(input, hidden).unsqueeze(1);
        foreach (var convolution in convolutions)
        {
            hidden = Halve(nn.functional.relu(convolution.forward(hidden)) * present);
            present = Halve(present);
        }

        var steps = lstm.forward(hidden.transpose(1, 2), null).Item1;
        var last = dropout.forward(steps.select(1, steps.shape[1] - 1));
        var inner = nn.functional.relu(dense.forward(last));
        return [.. heads.Select(head => head.forward(inner).MoveToOuterDisposeScope())];
    }

    // An odd step is made even on the left, where the padding is: the newest flow must not fall off the end.
    private Tensor Halve(Tensor steps) =>
        pool.forward(steps.shape[2] % 2 == 0 ? steps : nn.functional.pad(steps, [1, 0]));
}
