namespace NetAnomaly.Tensors.Tests;

/// <summary>Wrong arguments get an error that names the shapes or the number.</summary>
public class MisuseTests
{
    public static TheoryData<string, string> Misuses => new()
    {
        { "matmul", "[2, 3] and [2, 3]" },
        { "linear", "[2, 3]" },
        { "reshape", "[2, 3] (6 elements)" },
        { "cat", "[2, 3] (Float32) and [2, 2, 2]" },
        { "embedding", "id 7" },
        { "class", "class 9" },
        { "cross entropy", "[2, 3]" },
        { "conv1d", "[1, 2, 5]" },
        { "short input", "[1, 2, 2]" },
        { "lstm", "[2, 3, 5]" },
        { "lstm states", "[1, 2, 3]" },
        { "narrow", "[2, 3]" },
        { "select", "[2, 3]" },
        { "copy", "[2, 3]" },
        { "item", "[2, 3]" },
        { "type", "Int64" },
        { "axis", "no axis 2" },
        { "layer_norm", "[2, 3]" },
        { "batch_norm", "[1, 3]" },
        { "heads", "5 features" },
        { "attention mask", "[4, 4]" },
        { "backward", "[2, 3]" },
    };

    [Theory]
    [MemberData(nameof(Misuses))]
    public void A_misuse_is_named(string what, string part)
    {
        var x = zeros(2, 3);
        var error = Assert.ThrowsAny<Exception>(() => what switch
        {
            "matmul" => x.matmul(x),
            "linear" => Linear(4, 2).call(x),
            "reshape" => x.reshape(4, 2),
            "cat" => cat([x, zeros([2, 2, 2])]),
            "embedding" => Embedding(7, 2).call(tensor([7L])),
            "class" => functional.cross_entropy(x, tensor([9L, 0])),
            "cross entropy" => functional.cross_entropy(x, tensor([1L, 0, 2])),
            "conv1d" => Conv1d(3, 1, 2).call(zeros([1, 2, 5])),
            "short input" => Conv1d(2, 1, 3).call(zeros([1, 2, 2])),
            "lstm" => LSTM(4, 3).forward(zeros([2, 3, 5]), null).Item1,
            "lstm states" => LSTM(4, 3).forward(zeros([5, 2, 4]), (zeros([1, 1, 3]), zeros([1, 2, 3]))).Item1,
            "narrow" => x.narrow(1, 2, 2),
            "select" => x.select(0, 2),
            "copy" => zeros(2, 4).copy_(x),
            "item" => tensor([x.item<float>()]),
            "type" => tensor([1L, 2]).exp(),
            "axis" => x.sum(2),
            "layer_norm" => LayerNorm(2).call(x),
            "batch_norm" => BatchNorm1d(3).call(zeros(1, 3)),
            "heads" => MultiheadAttention(5, 2).call(x, x, x).Item1,
            "attention mask" => TransformerEncoderLayer(4, 2).call(zeros([3, 1, 4]), zeros(4, 4), null),
            _ => Backward(x),
        });
        Assert.True(error is ArgumentException or InvalidOperationException, error.ToString());
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_goes_backward_once_unless_it_is_kept()
    {
        var x = ones(2).requires_grad_();
        var y = x.exp().sum();
        y.backward(null, retain_graph: true);
        y.backward();
        Assert.Equal(2 * Math.E, x.grad!.data<float>().ToArray()[0], 1e-5);
        Assert.Contains(
            "retain_graph", Assert.Throws<InvalidOperationException>(y.backward).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_recorded_without_gradients()
    {
        var x = ones(2).requires_grad_();
        using (no_grad())
            Assert.False((x * 2).requires_grad);
        Assert.False(x.detach().requires_grad);
        Assert.True((x * 2).requires_grad);
        Assert.Throws<InvalidOperationException>(() => x.fill_(1));
    }

    [Fact]
    public void A_value_overwritten_after_its_use_gives_no_wrong_gradient()
    {
        var x = ones(2).requires_grad_();
        var factor = tensor([2f, 3]);
        var y = (x * factor).sum();
        factor.fill_(5);
        Assert.Contains(
            "overwritten", Assert.Throws<InvalidOperationException>(y.backward).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_norm_of_gradients_is_clipped_in_common()
    {
        using var a = nn.Parameter(zeros(1));
        using var b = nn.Parameter(zeros(1));
        ((a * 3) + (b * 4)).sum().backward();
        Assert.Equal(5, utils.clip_grad_norm_([a, b], 1), 1e-6);
        Assert.Equal(0.6, a.grad!.item<float>(), 1e-5);
        Assert.Equal(0.8, b.grad!.item<float>(), 1e-5);
        Assert.Equal(1, utils.clip_grad_norm_([a, b], 10), 1e-5);
        Assert.Equal(0.6, a.grad!.item<float>(), 1e-5);
    }

    private static Tensor Backward(Tensor x)
    {
        (x.requires_grad_() * 2).backward();
        return x;
    }
}
