namespace NetAnomaly.Tensors.Tests.Fixtures;

/// <summary>Results and gradients of every module and function against those of PyTorch.</summary>
public class PyTorchAgreementTests
{
    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Simple = new()
    {
        ["linear"] = () => Linear(4, 5),
        ["conv1d"] = () => Conv1d(3, 4, 3, stride: 2, padding: 2),
        ["layer_norm"] = () => LayerNorm(5),
        ["batch_norm"] = () => BatchNorm1d(3),
    };

    private static readonly Dictionary<string, Func<PyTorchFixture, Tensor>> Functions = new()
    {
        ["max_pool1d"] = f => functional.max_pool1d(f["x"], 3, 2, 1, 2),
        ["max_pool1d_ceil"] = f => functional.max_pool1d(f["x"], 2, 2, ceil_mode: true),
        ["gelu"] = f => functional.gelu(f["x"]),
        ["exp"] = f => f["x"].exp(),
        ["relu"] = f => functional.relu(f["x"]),
        ["log_softmax"] = f => functional.log_softmax(f["x"], -1),
        ["logsumexp"] = f => f["x"].logsumexp(1),
        ["cross_entropy_sequence"] = f => functional.cross_entropy(f["x"], f["y"], label_smoothing: 0.1),
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
        new PyTorchFixture($"cross_entropy_{name}").Check(null, f =>
            [functional.cross_entropy(f["x"], f["y"], reduction: reduction)]);
        new PyTorchFixture($"cross_entropy_weighted_smooth_{name}").Check(null, f =>
            [functional.cross_entropy(f["x"], f["y"], f["w"], reduction: reduction, label_smoothing: 0.2)]);
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
            var (output, h, c) = module.forward(f["x"], (f["h"], f["c"]));
            return [output, h, c];
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
        using var module = fixture.Loaded(new TransformerEncoder());
        fixture.Check(module, f => [module.forward(f["x"], f["mask"])]);
    }

    private sealed class TransformerEncoder : Module<Tensor, Tensor, Tensor>
    {
        private readonly Modules.ModuleList<Modules.TransformerEncoderLayer> layers =
            ModuleList(TransformerEncoderLayer(4, 2, 6, 0), TransformerEncoderLayer(4, 2, 6, 0));

        public TransformerEncoder()
            : base(nameof(TransformerEncoder)) => RegisterComponents();

        public override Tensor forward(Tensor input1, Tensor input2) =>
            layers.Aggregate(input1, (hidden, layer) => layer.call(hidden, input2, null));
    }
}
