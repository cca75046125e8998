namespace NetAnomaly.Tensors.Tests;

/// <summary>
/// The LSTM language model whose losses PyTorch printed: Embedding(512, 64), LSTM(64, 128), Linear(128, 512).
/// </summary>
internal sealed class LstmLanguageModel : nn.Module<Tensor, Tensor>
{
    private readonly Modules.Embedding emb = nn.Embedding(BenchmarkData.Words, 64);
    private readonly Modules.LSTM lstm = nn.LSTM(64, 128, batchFirst: true);
    private readonly Modules.Linear head = nn.Linear(128, BenchmarkData.Words);

    public LstmLanguageModel()
        : base(nameof(LstmLanguageModel)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        var (output, _, _) = lstm.forward(emb.call(input), null);
        return head.call(output);
    }
}

/// <summary>
/// The Transformer language model whose losses PyTorch printed: width 128, 2 layers of 4 heads, inner width 256,
/// causal.
/// </summary>
internal sealed class TransformerLanguageModel : nn.Module<Tensor, Tensor>
{
    private readonly Modules.Embedding emb = nn.Embedding(BenchmarkData.Words, 128);
    private readonly Modules.Embedding pos = nn.Embedding(BenchmarkData.Length, 128);
    private readonly Modules.ModuleList<Modules.TransformerEncoderLayer> enc =
        nn.ModuleList(nn.TransformerEncoderLayer(128, 4, 256, 0.0), nn.TransformerEncoderLayer(128, 4, 256, 0.0));
    private readonly Modules.Linear head = nn.Linear(128, BenchmarkData.Words);
    private readonly Tensor _mask = full([BenchmarkData.Length, BenchmarkData.Length], float.NegativeInfinity).triu(1);
    private readonly Tensor _places = arange(BenchmarkData.Length);

    public TransformerLanguageModel()
        : base(nameof(TransformerLanguageModel)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        var hidden = (emb.call(input) + pos.call(_places)).transpose(0, 1);
        foreach (var layer in enc)
            hidden = layer.call(hidden, _mask, null);
        return head.call(hidden.transpose(0, 1));
    }
}

/// <summary>Batches and weights that any engine can make alike.</summary>
internal static class BenchmarkData
{
    public const int Words = 512, Batch = 64, Length = 32, Batches = 4;

    /// <summary>Four batches of inputs and shifted targets from a linear congruential generator.</summary>
    public static (Tensor Inputs, Tensor Targets)[] CreateBatches()
    {
        var state = 12345UL;
        var result = new (Tensor, Tensor)[Batches];
        for (var n = 0; n < Batches; n++)
        {
            var tokens = new long[Batch * (Length + 1)];
            for (var i = 0; i < tokens.Length; i++)
            {
                state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
                tokens[i] = (long)((state >> 33) % Words);
            }
            var all = tensor(tokens, [Batch, Length + 1]);
            result[n] = (all.narrow(1, 0, Length), all.narrow(1, 1, Length));
        }
        return result;
    }

    /// <summary>sin(0.7311 i + k) · 0.08 for parameter k in the order of names; norms keep their values.</summary>
    public static void Fill(nn.Module model)
    {
        using var noGrad = no_grad();
        var k = 0;
        foreach (var (name, parameter) in model.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal))
        {
            if (name.Contains("norm", StringComparison.Ordinal))
                continue;
            var values = new float[parameter.numel()];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(Math.Sin((i * 0.7311) + k) * 0.08);
            parameter.copy_(tensor(values, parameter.shape));
            k++;
        }
    }
}
