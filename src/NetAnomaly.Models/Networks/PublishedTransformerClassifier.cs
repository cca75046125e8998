using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// The published supervised Transformer: convolutions with batch normalisation, ReLU and pool, sinusoidal positions,
/// layers of attention over the window, a dense layer with ReLU, the classes. What differs is what was wrong: words are
/// embedded instead of fed as scaled ids, and the pools slide by one step instead of halving, so that attention has the
/// whole window before it and not one step. Padding is never attended to.
/// </summary>
internal sealed class PublishedTransformerClassifier : WindowNetwork
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings;
    private readonly Modules.ModuleList<Modules.Conv1d> convolutions = nn.ModuleList<Modules.Conv1d>();
    private readonly Modules.ModuleList<Modules.BatchNorm1d> norms = nn.ModuleList<Modules.BatchNorm1d>();
    private readonly Modules.MaxPool1d pool = nn.MaxPool1d(2, 1);
    private readonly Modules.ModuleList<Modules.TransformerEncoderLayer> layers =
        nn.ModuleList<Modules.TransformerEncoderLayer>();
    private readonly Modules.Linear dense;
    private readonly Modules.ModuleList<Modules.Linear> heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="classes">Classes.</param>
    public PublishedTransformerClassifier(TransformerOptions options, IReadOnlyList<int> words, int classes)
        : base(nameof(PublishedTransformerClassifier), options.ContextLength)
    {
        var width = options.EmbeddingSize;
        embeddings = WordLayers.Embeddings(words, width);
        for (var layer = 0; layer < options.ConvolutionLayers; layer++)
        {
            convolutions.Add(nn.Conv1d(width, width, options.KernelSize, padding: (options.KernelSize - 1) / 2));
            norms.Add(nn.BatchNorm1d(width));
        }

        for (var layer = 0; layer < options.AttentionLayers; layer++)
        {
            layers.Add(nn.TransformerEncoderLayer(width, options.Heads, options.FeedForwardSize, options.Dropout));
        }

        dense = nn.Linear(width, options.DenseSize);
        heads = WordLayers.Heads([classes], options.DenseSize);
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = WordLayers.Embed(embeddings, input).transpose(1, 2);
        var present = WordLayers.Present(input, hidden);
        for (var layer = 0; layer < convolutions.Count; layer++)
        {
            hidden = nn.functional.relu(
                norms[layer].forward(convolutions[layer].forward(hidden))) * present.unsqueeze(1);
            hidden = pool.forward(nn.functional.pad(hidden, [1, 0]));
        }

        var padding = present.eq(0);
        hidden = (hidden.transpose(1, 2)
            + HostDevice.Instance.ToDeviceOf(
                hidden, SinusoidalPositions.Of(hidden.shape[2], hidden.shape[1]))).transpose(0, 1);
        foreach (var layer in layers) hidden = layer.call(hidden, null, padding);
        var inner = nn.functional.relu(dense.forward(hidden.select(0, hidden.shape[0] - 1)));
        return [.. heads.Select(head => head.forward(inner).MoveToOuterDisposeScope())];
    }
}
