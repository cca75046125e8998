namespace NetAnomaly.Tensors.Tests.Fixtures;

/// <summary>Results and gradients of every module and function against those of PyTorch.</summary>
public class PyTorchAgreementTests
{
    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Simple = new()
    {
        ["linear"] = () => Linear(4, 5),
        ["conv1d"] = () => Conv1d(3, 4, 3, stride: 2, padding: 2),
        ["conv1d_same"] = () => Conv1d(4, 6, 4, Padding.Same, dilation: 2, groups: 2),
        ["layer_norm"] = () => LayerNorm(5),
        ["batch_norm"] = () => BatchNorm1d(3),
    };

    private static readonly Dictionary<string, Func<PyTorchFixture, Tensor>> Functions = new()
    {
        ["max_pool1d"] = f => functional.max_pool1d(f["x"], 3, 2, 1, 2),
        ["max_pool1d_ceil"] = f => functional.max_pool1d(f["x"], 2, 2, ceil_mode: true),
        ["avg_pool1d"] = f => functional.avg_pool1d(f["x"], 3, 2, 1, ceil_mode: true),
        ["avg_pool1d_inside"] = f => functional.avg_pool1d(f["x"], 3, 2, 1, count_include_pad: false),
        ["adaptive_avg_pool1d"] = f => functional.adaptive_avg_pool1d(f["x"], 4),
        ["adaptive_max_pool1d"] = f => functional.adaptive_max_pool1d(f["x"], 4),
        ["gelu"] = f => functional.gelu(f["x"]),
        ["silu"] = f => functional.silu(f["x"]),
        ["softplus"] = f => functional.softplus(f["x"]),
        ["erf"] = f => f["x"].erf(),
        ["tanh"] = f => f["x"].tanh(),
        ["sigmoid"] = f => f["x"].sigmoid(),
        ["exp"] = f => f["x"].exp(),
        ["sin"] = f => f["x"].sin(),
        ["cos"] = f => f["x"].cos(),
        ["leaky_relu"] = f => functional.leaky_relu(f["x"], 0.1),
        ["relu"] = f => functional.relu(f["x"]),
        ["softmax"] = f => functional.softmax(f["x"], 1),
        ["log_softmax"] = f => functional.log_softmax(f["x"], -1),
        ["logsumexp"] = f => f["x"].logsumexp(1),
        ["cross_entropy_sequence"] = f => functional.cross_entropy(f["x"], f["y"], label_smoothing: 0.1),
        ["smooth_l1"] = f => functional.smooth_l1_loss(f["x"], f["y"], beta: 0.7),
        ["nll"] = f => functional.nll_loss(functional.log_softmax(f["x"], 1), f["y"], f["w"]),
        ["cosine_similarity"] = f => CosineSimilarity().call(f["x"], f["y"]),
        ["pairwise_distance"] = f => PairwiseDistance(3, keepdim: true).call(f["x"], f["y"]),
        ["normalize"] = f => functional.normalize(f["x"]),
    };

    public static TheoryData<string> SimpleModules => [.. Simple.Keys];

    public static TheoryData<string> FunctionNames => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(SimpleModules))]
    public void A_module_agrees(string name)
    {
        var fixture = new PyTorchFixture(name);
        using var module = fixture.Loaded(Simple[name]());
        fixture.Check(module, f => [module.call(f["x"])]);
    }

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void A_function_agrees(string name) => new PyTorchFixture(name).Check(null, f => [Functions[name](f)]);

    [Theory]
    [InlineData("none", Reduction.None)]
    [InlineData("mean", Reduction.Mean)]
    [InlineData("sum", Reduction.Sum)]
    public void Losses_agree(string name, Reduction reduction)
    {
        new PyTorchFixture($"cross_entropy_{name}").Check(null, f => [CrossEntropyLoss(reduction: reduction).call(f["x"], f["y"])]);
        new PyTorchFixture($"cross_entropy_weighted_smooth_{name}").Check(null, f =>
            [functional.cross_entropy(f["x"], f["y"], f["w"], reduction: reduction, label_smoothing: 0.2)]);
        new PyTorchFixture($"bce_{name}").Check(null, f => [BCEWithLogitsLoss(f["w"], reduction, f["p"]).call(f["x"], f["y"])]);
        new PyTorchFixture($"triplet_{name}").Check(null, f => [TripletMarginLoss(1.5, swap: true, reduction: reduction).call(f["a"], f["p"], f["n"])]);
    }

    [Fact]
    public void An_embedding_agrees()
    {
        var fixture = new PyTorchFixture("embedding");
        using var module = fixture.Loaded(Embedding(6, 3, padding_idx: 2));
        fixture.Check(module, f => [module.call(f["ids"])]);
    }

    [Theory]
    [InlineData("lstm", 1, true, false, false)]
    [InlineData("lstm_batch_first_deep_both", 2, true, true, true)]
    [InlineData("lstm_no_bias", 2, false, false, false)]
    public void An_lstm_agrees(string name, int layers, bool bias, bool batchFirst, bool bidirectional)
    {
        var fixture = new PyTorchFixture(name);
        using var module = fixture.Loaded(LSTM(4, 3, layers, bias, batchFirst, bidirectional: bidirectional));
        fixture.Check(module, f =>
        {
            var (output, h, c) = module.call(f["x"], (f["h"], f["c"]));
            return [output, h, c];
        });
    }

    [Fact]
    public void An_lstm_over_packed_sequences_agrees()
    {
        var fixture = new PyTorchFixture("lstm_packed");
        using var module = fixture.Loaded(LSTM(4, 3, 2, batchFirst: true, bidirectional: true));
        fixture.Check(module, f =>
        {
            var packed = nn.utils.rnn.pack_padded_sequence(f["x"], f["lengths"], batch_first: true, enforce_sorted: false);
            var (output, h, c) = module.call(packed);
            return [nn.utils.rnn.pad_packed_sequence(output, batch_first: true).Item1, h, c];
        });
    }

    [Fact]
    public void Batch_normalisation_by_running_statistics_agrees()
    {
        var fixture = new PyTorchFixture("batch_norm_eval");
        using var module = fixture.Loaded(BatchNorm1d(3));
        module.eval();
        fixture.Check(module, f => [module.call(f["x"])]);
    }

    [Fact]
    public void Attention_agrees()
    {
        var fixture = new PyTorchFixture("attention");
        using var module = fixture.Loaded(MultiheadAttention(8, 2));
        fixture.Check(module, f =>
        {
            var (result, weights) = module.call(f["x"], f["x"], f["x"], f.Mask("padding"), attn_mask: f["mask"]);
            return [result, weights.detach()];
        });

        var cross = new PyTorchFixture("attention_cross");
        using var other = cross.Loaded(MultiheadAttention(8, 4, bias: false));
        cross.Check(other, f => [other.call(f["q"], f["k"], f["v"], need_weights: false).Item1]);
    }

    [Fact]
    public void A_transformer_layer_agrees()
    {
        var fixture = new PyTorchFixture("transformer_layer_norm_last");
        using var module = fixture.Loaded(TransformerEncoderLayer(8, 2, 12, 0, Activations.ReLU));
        fixture.Check(module, f => [module.call(f["x"], f["mask"], f.Mask("padding"))]);
    }

    [Fact]
    public void A_transformer_agrees()
    {
        var fixture = new PyTorchFixture("transformer");
        using var pattern = TransformerEncoderLayer(4, 2, 6, 0);
        using var module = fixture.Loaded(TransformerEncoder(pattern, 2));
        fixture.Check(module, f => [module.call(f["x"], f["mask"])]);
    }
}
