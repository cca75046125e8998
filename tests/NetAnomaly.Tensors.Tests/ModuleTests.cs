using NetAnomaly.Tensors.Modules;

namespace NetAnomaly.Tensors.Tests;

public class ModuleTests
{
    [Fact]
    public void Fields_name_parameters_buffers_and_parts()
    {
        using var model = new Mixed();
        Assert.Equal(["scale", "embed.weight", "lstm.weight_ih_l0", "lstm.weight_hh_l0", "lstm.bias_ih_l0",
            "lstm.bias_hh_l0",
            "lstm.weight_ih_l0_reverse", "lstm.weight_hh_l0_reverse", "lstm.bias_ih_l0_reverse",
            "lstm.bias_hh_l0_reverse",
            "head.0.weight", "head.0.bias", "head.1.weight", "blocks.0.weight",
            "blocks.0.bias"], model.named_parameters().Select(p => p.name));
        Assert.Equal(["mask"], model.named_buffers().Select(b => b.name));
        Assert.Contains("mask", model.state_dict().Keys);
    }

    [Fact]
    public void Training_and_evaluation_reach_every_part()
    {
        using var model = new Mixed();
        Assert.All(model.Parts, part => Assert.True(part.training));
        model.eval();
        Assert.All(model.Parts, part => Assert.False(part.training));
        model.train();
        Assert.All(model.Parts, part => Assert.True(part.training));
    }

    [Fact]
    public void State_moves_from_model_to_model_through_a_file()
    {
        using var first = new Mixed();
        using var second = new Mixed();
        using var file = new MemoryStream();
        Safetensors.Save(first.state_dict(), file);
        file.Position = 0;
        var (missing, unexpected) = second.load_state_dict(Safetensors.Load(file));
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        var ids = Ids(1, 2, 3);
        Assert.Equal(first.call(ids).data<float>().ToArray(), second.call(ids).data<float>().ToArray());
    }

    [Fact]
    public void State_that_does_not_fit_is_refused_whole_and_by_name()
    {
        using var model = Linear(3, 2);
        var before = model.weight.data<float>().ToArray();
        var error = Assert.Throws<InvalidOperationException>(
            () => model.load_state_dict(new() { ["weight"] = zeros(2, 3), ["other"] = zeros(1) }));
        Assert.Contains("bias", error.Message, StringComparison.Ordinal);
        Assert.Contains("other", error.Message, StringComparison.Ordinal);
        var misfit = Assert.Throws<ArgumentException>(
            () => model.load_state_dict(new() { ["weight"] = zeros(2, 3), ["bias"] = zeros(3) }));
        Assert.Contains("[3]", misfit.Message, StringComparison.Ordinal);
        Assert.Contains("[2]", misfit.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.weight.data<float>().ToArray());
        model.load_state_dict(new() { ["weight"] = zeros(2, 3) }, strict: false);
        Assert.Equal(new float[6], model.weight.data<float>().ToArray());
    }

    [Fact]
    public void A_shared_parameter_is_listed_once_but_saved_under_both_names()
    {
        using var tied = new Tied();
        Assert.Single(tied.parameters());
        Assert.Equal(2, tied.state_dict().Count);
    }

    [Fact]
    public void Batch_normalisation_counts_batches_only_while_training()
    {
        using var norm = BatchNorm1d(2);
        norm.call(GradientCheck.Sample(1, 4, 2));
        norm.eval();
        norm.call(GradientCheck.Sample(1, 4, 2));
        Assert.Equal(1, norm.state_dict()["num_batches_tracked"].item<long>());
    }

    [Fact]
    public void A_model_scores_on_several_threads_at_once()
    {
        using var model = new Mixed();
        model.eval();
        var batches = Enumerable.Range(0, 16).Select(i => Ids(i, 3, 1 + (i % 5))).ToArray();
        float[] Score(Tensor batch)
        {
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            return model.call(batch).data<float>().ToArray();
        }

        var expected = batches.Select(Score).ToArray();
        var found = new float[batches.Length][];
        Parallel.For(0, 20 * batches.Length, i =>
        {
            var scores = Score(batches[i % batches.Length]);
            lock (found)
                found[i % batches.Length] = scores;
        });
        Assert.Equal(expected, found);
    }

    private static Tensor Ids(int seed, long rows, long columns)
    {
        var random = new System.Random(seed);
        var ids = Enumerable.Range(0, (int)(rows * columns)).Select(_ => random.NextInt64(10)).ToArray();
        return tensor(ids, [rows, columns]);
    }

    private sealed class Mixed : Module<Tensor, Tensor>
    {
        private readonly Parameter scale = Parameter(ones(1));
        private readonly Tensor mask = zeros(3);
        private readonly Embedding embed = Embedding(10, 4);
        private readonly LSTM lstm = LSTM(4, 2, batchFirst: true, bidirectional: true);
        private readonly ModuleList<Linear> head = ModuleList(Linear(4, 3), Linear(3, 2, hasBias: false));
        private readonly ModuleList<Linear> blocks = ModuleList(Linear(2, 2));

        public Mixed()
            : base(nameof(Mixed)) => RegisterComponents();

        public IEnumerable<Module> Parts => [this, embed, lstm, head, .. head, blocks, .. blocks];

        public override Tensor forward(Tensor input)
        {
            var hidden = lstm.forward(embed.call(input), null).Item1;
            hidden = head[1].call(functional.relu(head[0].call(hidden)));
            return blocks[0].call(hidden) * scale + mask.sum();
        }
    }

    private sealed class Tied : Module<Tensor, Tensor>
    {
        private readonly Parameter first = Parameter(ones(2));
        private readonly Parameter second;

        public Tied()
            : base(nameof(Tied))
        {
            second = first;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input * first * second;
    }
}
