using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// Nettrusion's network: embedding with masking of the padding, two-way LSTMs with dropout behind each, of the last of
/// them where each direction ends, a dense layer with ReLU, one linear head per factor.
/// </summary>
internal sealed class PublishedBiLstm : WindowNetwork
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings;
    private readonly Modules.ModuleList<Modules.LSTM> lstms;
    private readonly Modules.Dropout dropout;
    private readonly Modules.Linear dense;
    private readonly Modules.ModuleList<Modules.Linear> heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="outputs">Width of each head.</param>
    public PublishedBiLstm(BiLstmOptions options, IReadOnlyList<int> words, IReadOnlyList<int> outputs)
        : base(nameof(PublishedBiLstm), options.ContextLength)
    {
        embeddings = WordLayers.Embeddings(words, options.EmbeddingSize);
        lstms = BidirectionalLstm.Of(
            options.EmbeddingSize, options.HiddenSize, options.RecurrentLayers);
        dropout = nn.Dropout(options.Dropout);
        dense = nn.Linear(2 * options.HiddenSize, options.DenseSize);
        heads = WordLayers.Heads(outputs, options.DenseSize);
        RegisterComponents();
    }

    // What is padding shows before the ids go to the device, from which they would have to be read back.
    protected override Tensor Place(Tensor ids) => ids;

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = PackedWindows.Read(
            Device, input, words => BidirectionalLstm.Ends(lstms, dropout, WordLayers.Embed(embeddings, words)),
            windows => HostDevice.Instance.ToDeviceOf(dense.weight, zeros(windows, dense.weight.shape[1])));
        hidden = nn.functional.relu(dense.forward(hidden));
        return [.. heads.Select(head => head.forward(hidden).MoveToOuterDisposeScope())];
    }
}
