namespace NetAnomaly.Tensors.Tests;

/// <summary>
/// Models for repeated steps, by name: those whose losses PyTorch printed, and two with what those lack.
/// </summary>
internal static class RecyclingModels
{
    public static TheoryData<string> Names => ["lstm", "transformer", "dropout", "convolution"];

    public static Module<Tensor, Tensor> Create(string name) => name switch
    {
        "lstm" => new LstmLanguageModel(),
        "transformer" => new TransformerLanguageModel(),
        "dropout" => new BeforeNormModel(),
        _ => new ConvolutionModel(),
    };
}

/// <summary>
/// Attention over separate keys and values, dropout, GELU, the normalisations before the parts: what the encoder of the
/// library does not use.
/// </summary>
internal sealed class BeforeNormModel : Module<Tensor, Tensor>
{
    private const int Width = 32;

    private readonly Modules.Embedding emb = nn.Embedding(BenchmarkData.Words, Width);
    private readonly Modules.LayerNorm norm = LayerNorm(Width);
    private readonly Modules.MultiheadAttention attention = MultiheadAttention(Width, 4, 0.1);
    private readonly Modules.Dropout dropout = Dropout(0.1);
    private readonly Modules.ModuleList<Modules.Linear> layers = ModuleList(Linear(Width, Width), Linear(Width, Width));
    private readonly Modules.Linear head = Linear(Width, BenchmarkData.Words);

    public BeforeNormModel()
        : base(nameof(BeforeNormModel)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = dropout.call(emb.call(input)).transpose(0, 1);
        var mask = full([input.size(1), input.size(1)], float.NegativeInfinity).triu(1);
        var normed = norm.call(hidden);
        var (seen, _) = attention.call(normed, normed, hidden, null, false, mask);
        hidden = hidden + dropout.call(seen);
        foreach (var layer in layers)
            hidden = hidden + functional.gelu(layer.call(hidden)) * 0.5;
        return head.call(hidden).transpose(0, 1).MoveToOuterDisposeScope();
    }
}

/// <summary>Convolutions, then a two-way LSTM of two layers.</summary>
internal sealed class ConvolutionModel : Module<Tensor, Tensor>
{
    private readonly Modules.Embedding emb = nn.Embedding(BenchmarkData.Words, 24, padding_idx: 0);
    private readonly Modules.Conv1d convolution = Conv1d(24, 24, 3);
    private readonly Modules.LSTM lstm = LSTM(
        24, 16, numLayers: 2, batchFirst: true, dropout: 0.1, bidirectional: true);
    private readonly Modules.Linear head = Linear(32, BenchmarkData.Words);

    public ConvolutionModel()
        : base(nameof(ConvolutionModel)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = emb.call(input).transpose(1, 2);
        hidden = functional.relu(convolution.call(functional.pad(hidden, [2, 0]))).transpose(1, 2);
        return head.call(lstm.forward(hidden, null).Item1).MoveToOuterDisposeScope();
    }
}
