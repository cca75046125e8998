namespace NetAnomaly.Models.Networks;

/// <summary>
/// One LSTM reads the words before a position, another those behind it from the end; both together predict the word
/// between them. Each direction has layers of its own, so that no word ever reaches its own prediction; where it only
/// reads, each begins with the word itself.
/// </summary>
internal sealed class BiLstm : WordNetwork
{
    private readonly Modules.ModuleList<Modules.Embedding> embeddings;
    private readonly Modules.LSTM before;
    private readonly Modules.LSTM behind;
    private readonly Modules.Dropout dropout;
    private readonly Modules.ModuleList<Modules.Linear> heads;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="options">Its sizes.</param>
    /// <param name="words">Words per factor, the reserved ones included.</param>
    /// <param name="outputs">Width of each head.</param>
    public BiLstm(BiLstmOptions options, IReadOnlyList<int> words, IReadOnlyList<int> outputs)
        : base(nameof(BiLstm))
    {
        embeddings = WordLayers.Embeddings(words, options.EmbeddingSize);
        before = Direction(options);
        behind = Direction(options);
        dropout = nn.Dropout(options.Dropout);
        heads = WordLayers.Heads(outputs, 2 * options.HiddenSize);
        RegisterComponents();
    }

    public override Tensor[] Predict(WordBatch batch) => Join(batch, batch.Before(), batch.BehindMirrored());

    public override Tensor[] Read(WordBatch batch) => Join(batch, batch.Targets(), batch.TargetsMirrored());

    private Tensor[] Join(WordBatch batch, Tensor fromStart, Tensor fromEnd)
    {
        using var scope = NewDisposeScope();
        var forwards = Hear(before, Device.ToDevice(fromStart));
        var backwards = Hear(behind, Device.ToDevice(fromEnd));
        var width = backwards.shape[2];
        var turned = backwards.reshape(-1, width).index_select(0, Device.ToDevice(batch.Mirror()))
            .reshape(-1, batch.Length, width);
        var hidden = dropout.forward(cat([forwards, turned], 2));
        return [.. heads.Select(head => head.forward(hidden).MoveToOuterDisposeScope())];
    }

    private static Modules.LSTM Direction(BiLstmOptions options) => nn.LSTM(
        options.EmbeddingSize,
        options.HiddenSize,
        options.RecurrentLayers,
        batchFirst: true,
        dropout: options.RecurrentLayers > 1 ? options.Dropout : 0);

    private Tensor Hear(Modules.LSTM lstm, Tensor ids) =>
        lstm.forward(dropout.forward(WordLayers.Embed(embeddings, ids)), null).Item1;
}
