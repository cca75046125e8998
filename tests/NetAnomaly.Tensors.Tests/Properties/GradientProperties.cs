using FsCheck.Fluent;
using static NetAnomaly.Tensors.Tests.Properties.RandomShapes;

namespace NetAnomaly.Tensors.Tests.Properties;

/// <summary>Gradients of random compositions of operations, and of modules over random sizes.</summary>
public class GradientProperties
{
    private static readonly Func<Tensor, Tensor, Tensor>[] Steps =
    [
        (x, _) => x.gelu(),
        (x, _) => (x * 0.5).exp(),
        (x, _) => x.square().log1p(),
        (x, _) => (x.square() + 1).sqrt() - x,
        (x, first) => x + first.sum(),
        (x, first) => x * first.square().log1p().mean([]),
        (x, _) => x.square() * 0.5,
        (x, _) => x / (x.square() + 1),
        (x, _) => x.reshape(-1),
        (x, _) => x.unsqueeze(0) * ones([2, .. x.shape]),
        (x, _) => x.shape.Length > 1 ? x.transpose(0, -1) : x,
        (x, _) => x.shape.Length > 0 ? functional.log_softmax(x, -1).exp() : x,
        (x, _) => x.shape.Length > 0 ? functional.log_softmax(x, 0) * 0.2 : x,
        (x, _) => x.shape.Length > 0 ? x.sum(0, keepdim: true) : x,
        (x, _) => x.shape.Length > 0 ? x.mean([-1]) : x,
        (x, _) => x.shape.Length > 0 ? cat([x, x * 2], -1) : x,
        (x, _) => x.shape.Length > 0 && x.shape[0] > 1 ? x.narrow(0, 1, x.shape[0] - 1) : x,
        (x, _) => x.shape.Length > 0 && x.shape[^1] > 0 ? x.select(-1, 0) : x,
        (x, _) => x.shape.Length > 0 && x.shape[^1] > 0 ? x.index_select(-1, tensor([0L, x.shape[^1] - 1, 0])) : x,
        (x, _) => x.shape.Length > 0 ? functional.pad(x, [1, 2], value: 0.5) : x,
        (x, _) => x.shape.Length > 1 ? x.matmul(x.transpose(-1, -2)) * 0.2 : x,
        (x, _) => x.shape.Length > 0 && x.shape[^1] > 1
            ? functional.layer_norm(x + arange(x.shape[^1]).@float(), [x.shape[^1]])
            : x,
    ];

    [Fact]
    public void Random_compositions_agree_with_differences() => Holds(
        from sizes in Shape
        where sizes.Aggregate(1L, (a, b) => a * b) <= 24
        from steps in Gen.ArrayOf(Gen.Choose(0, Steps.Length - 1), 4)
        select (sizes, steps), c =>
        {
            // Means over no elements are NaN, and NaN agrees with nothing.
            if (c.sizes.Contains(0))
                return;
            GradientCheck.Run(
                inputs => c.steps.Aggregate(inputs[0] * 1, (x, step) => Steps[step](x, inputs[0])),
                GradientCheck.Between(11, -1, 1, c.sizes));
        }, 300);

    [Fact]
    public void Empty_tensors_pass_through_every_step_and_back() => Holds(
        from sizes in Shape
        where sizes.Contains(0)
        from steps in Gen.ArrayOf(Gen.Choose(0, Steps.Length - 1), 4)
        select (sizes, steps), c =>
        {
            var x = zeros(c.sizes).requires_grad_();
            c.steps.Aggregate(x, (y, step) => Steps[step](y, x)).sum().backward();
            Assert.Equal(x.shape, x.grad!.shape);
        });

    [Fact]
    public void An_lstm_of_any_size_agrees_with_differences() => Holds(
        from time in PositiveSize
        from batch in PositiveSize
        from inputs in PositiveSize
        from hidden in PositiveSize
        from layers in Gen.Choose(1, 2)
        from both in Gen.Elements(true, false)
        select (time, batch, inputs, hidden, layers, both), c =>
        {
            manual_seed(1);
            using var lstm = LSTM(c.inputs, c.hidden, c.layers, bidirectional: c.both);
            GradientCheck.Run(i =>
            {
                var (output, h, cell) = lstm.forward(i[0], null);
                return cat([output.reshape(-1), h.reshape(-1), cell.reshape(-1)]);
            }, [GradientCheck.Sample(12, c.time, c.batch, c.inputs), lstm.parameters().First()]);
        }, 30);

    [Fact]
    public void Modules_take_batches_of_nothing()
    {
        using var lstm = LSTM(3, 2, 2, batchFirst: true, bidirectional: true);
        var x = zeros([0, 5, 3]).requires_grad_();
        var (output, h, _) = lstm.forward(x, null);
        Assert.Equal([0, 5, 4], output.shape);
        Assert.Equal([4, 0, 2], h.shape);
        output.sum().backward();
        Assert.Equal([0, 5, 3], x.grad!.shape);

        using var layer = TransformerEncoderLayer(4, 2, 3, 0);
        Assert.Equal([5, 0, 4], layer.call(zeros([5, 0, 4])).shape);
        Assert.Equal([0, 5, 4], layer.call(zeros([0, 5, 4])).shape);
        using var convolution = Conv1d(3, 2, 3, padding: 1);
        Assert.Equal([0, 2, 5], convolution.call(zeros([0, 3, 5])).shape);
        using var norm = BatchNorm1d(3);
        Assert.Equal([0, 3], norm.call(zeros(0, 3)).shape);
        Assert.Equal([0, 3, 2], functional.max_pool1d(zeros([0, 3, 4]), 2).shape);
        Assert.Equal(
            0,
            functional.cross_entropy(zeros(0, 3), zeros([0], ScalarType.Int64), reduction: Reduction.Sum)
                .item<float>());
    }
}
