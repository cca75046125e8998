using static NetAnomaly.Tensors.Tests.GradientCheck;

namespace NetAnomaly.Tensors.Tests;

public class ModuleGradientTests
{
    [Fact]
    public void Linear_agrees_with_differences()
    {
        Run(i => functional.linear(i[0], i[1], i[2]), Sample(1, 2, 3, 4), Sample(2, 5, 4), Sample(3, 5));
        Run(i => functional.linear(i[0], i[1]), Sample(1, 4), Sample(2, 5, 4));
    }
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(3, 4, 2, 2)]
    public void Convolution_agrees_with_differences(int stride, int padding, int dilation, int groups) =>
        Run(
            i => functional.conv1d(i[0], i[1], i[2], stride, padding, dilation, groups), Sample(1, 2, 4, 7),
            Sample(2, 6, 4 / groups, 3), Sample(3, 6));

    [Fact]
    public void A_convolution_after_padding_on_the_left_sees_no_later_step()
    {
        using var convolution = Conv1d(2, 3, 3);
        var x = Sample(1, 1, 2, 6);
        var before = convolution.call(functional.pad(x, [2, 0]));
        Numbers(x)[10] = 100; // Of the second channel, the fifth step.
        var after = convolution.call(functional.pad(x, [2, 0]));
        AssertNear(before.narrow(2, 0, 4), after.narrow(2, 0, 4), 1e-6);
        Assert.NotEqual(before.narrow(2, 4, 1).data<float>().ToArray(), after.narrow(2, 4, 1).data<float>().ToArray());
    }

    [Theory]
    [InlineData(1, false, false, true)]
    [InlineData(1, true, false, true)]
    [InlineData(2, false, true, true)]
    [InlineData(2, true, true, false)]
    public void An_lstm_agrees_with_differences(int layers, bool bidirectional, bool batchFirst, bool bias)
    {
        using var lstm = LSTM(3, 2, layers, bias, batchFirst, bidirectional: bidirectional);
        var states = layers * (bidirectional ? 2 : 1);
        Tensor[] inputs =
        [
            Sample(1, batchFirst ? [2, 4, 3] : [4, 2, 3]), Sample(2, states, 2, 2), Sample(3, states, 2, 2),
            .. lstm.parameters(),
        ];
        Run(i =>
        {
            var (output, h, c) = lstm.forward(i[0], (i[1], i[2]));
            return cat([output.reshape(-1), h.reshape(-1), c.reshape(-1)]);
        }, inputs);
    }

    [Theory]
    [InlineData(Reduction.Mean, 0.0, false)]
    [InlineData(Reduction.Sum, 0.1, false)]
    [InlineData(Reduction.None, 0.2, true)]
    [InlineData(Reduction.Mean, 0.3, true)]
    [InlineData(Reduction.Mean, 0.0, true)]
    public void Cross_entropy_agrees_with_differences(Reduction reduction, double smoothing, bool weighted)
    {
        var target = tensor([2L, 0, -100, 3]);
        var weight = weighted ? tensor([0.5f, 1, 2, 0.7f]) : null;
        Run(
            i => functional.cross_entropy(i[0], target, weight, reduction: reduction, label_smoothing: smoothing),
            Sample(1, 4, 4));
        Run(
            i => functional.cross_entropy(
                i[0], target.reshape(2, 2), weight, reduction: reduction, label_smoothing: smoothing), Sample(1, 2, 4,
                2));
    }

    [Fact]
    public void Dropout_scales_what_it_keeps_and_sends_gradients_there_only()
    {
        manual_seed(7);
        var x = ones(1000).requires_grad_();
        var kept = functional.dropout(x, 0.25);
        kept.sum().backward();
        var values = kept.data<float>().ToArray();
        Assert.All(values, v => Assert.True(v == 0 || Math.Abs(v - (1 / 0.75f)) < 1e-6));
        Assert.InRange(values.Count(v => v == 0), 200, 300);
        Assert.Equal(values, x.grad!.data<float>().ToArray());
        Assert.Equal(x.data<float>().ToArray(), functional.dropout(x, 0.25, training: false).data<float>().ToArray());
    }
}
