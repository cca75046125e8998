using static NetAnomaly.Tensors.Tests.GradientCheck;

namespace NetAnomaly.Tensors.Tests;

public class ElementwiseGradientTests
{
    public static TheoryData<string> Functions => [.. Named.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Named = new()
    {
        ["exp"] = x => x.exp(),
        ["log"] = x => (x.square() + 0.5).log(),
        ["log1p"] = x => x.square().log1p(),
        ["sqrt"] = x => (x.square() + 1).sqrt(),
        ["rsqrt"] = x => (x.square() + 1).rsqrt(),
        ["square"] = x => x.square(),
        ["cube"] = x => x.pow(3),
        ["reciprocal"] = x => (x.square() + 1).reciprocal(),
        ["abs"] = x => (x + 5).abs() + (x - 5).abs(),
        ["sin"] = x => x.sin(),
        ["cos"] = x => x.cos(),
        ["tanh"] = x => x.tanh(),
        ["sigmoid"] = x => x.sigmoid(),
        ["erf"] = x => x.erf(),
        ["gelu"] = x => x.gelu(),
        ["silu"] = x => x.silu(),
        ["softplus"] = x => x.softplus(),
        ["negate"] = x => -x,
        ["number minus"] = x => 2 - x,
        ["number divided by"] = x => 3 / (x.square() + 1),
        ["softmax last"] = x => x.softmax(-1),
        ["softmax first"] = x => x.softmax(0),
        ["log softmax last"] = x => x.log_softmax(-1),
        ["log softmax first"] = x => x.log_softmax(0),
        ["log of summed exponentials"] = x => x.logsumexp(1),
        ["reshape"] = x => x.reshape(2, -1) * 2,
        ["transpose"] = x => x.transpose(0, 1),
        ["permute"] = x => x.reshape(3, 2, 2).permute(2, 0, 1),
        ["expand"] = x => x.unsqueeze(1).expand(3, 2, 4),
        ["repeat"] = x => x.repeat(2, 1, 2),
        ["narrow"] = x => x.narrow(1, 1, 2),
        ["slice with steps"] = x => x.slice(1, 0, 4, 2),
        ["select"] = x => x.select(0, 1),
        ["index"] = x => x[1.., TensorIndex.Single(2)],
        ["flip"] = x => x.flip(1),
        ["index_select with repeats"] = x => x.index_select(1, tensor([3L, 0, 3])),
        ["gather"] = x => x.gather(1, tensor([0L, 0, 3, 1, 2, 2], 3, 2)),
        ["masked_fill"] = x => x.masked_fill(tensor([true, false, false, true]), 7),
        ["masked_select"] = x => x.masked_select(tensor([true, false, false, true])),
        ["triu"] = x => x.triu(1),
        ["cumsum"] = x => x.cumsum(1),
        ["unbind"] = x => x.unbind(1)[2] * x.unbind(0)[0].sum(),
        ["chunk"] = x => x.chunk(3, 1)[1],
        ["sum"] = x => x.sum(),
        ["sum over an axis"] = x => x.sum(dim: 0),
        ["sum over axes"] = x => x.reshape(3, 2, 2).sum([0, 2], keepdim: true),
        ["mean"] = x => x.mean(),
        ["mean over axes"] = x => x.reshape(3, 2, 2).mean([1]),
        ["variance"] = x => x.var([1]),
        ["deviation"] = x => x.std(0),
        ["norm"] = x => x.norm(1),
        ["norm 1"] = x => (x + 5).norm(1, false, 1),
        ["norm 3"] = x => (x.square() + 1).norm(1, false, 3),
        ["largest"] = x => x.max(1).values,
        ["smallest overall"] = x => x.min() * 2,
        ["topk"] = x => x.topk(2).values,
        ["pad"] = x => functional.pad(x, (2, 1), value: 3),
        ["used twice"] = x => (x * x) + x,
        ["clone"] = x => x.clone() * x,
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Gradients_agree_with_differences(string name)
    {
        // Distances between elements stay larger than the steps of the differences, so that no order changes.
        var x = (randperm(12, generator: new Generator(3)).@float() * 0.25 - 1.4).reshape(3, 4).detach();
        Run(inputs => Named[name](inputs[0]), x);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("leaky_relu")]
    [InlineData("clamp")]
    public void Gradients_beside_a_kink_agree_with_differences(string name)
    {
        var x = tensor([-2f, -1.5f, -0.3f, 0.2f, 0.9f, 1.7f]);
        Run(inputs => name switch
        {
            "relu" => inputs[0].relu(),
            "leaky_relu" => functional.leaky_relu(inputs[0], 0.2),
            _ => inputs[0].clamp(-1, 1),
        }, x);
    }

    [Theory]
    [InlineData("3,4", "3,4")]
    [InlineData("3,4", "4")]
    [InlineData("3,4", "3,1")]
    [InlineData("3,1", "1,4")]
    [InlineData("2,1,4", "3,1")]
    [InlineData("", "2,3")]
    [InlineData("1", "1,1,1")]
    public void Arithmetic_with_broadcasting_agrees_with_differences(string left, string right)
    {
        var (a, b) = (Sample(1, Sizes(left)), Between(2, 0.5, 2, Sizes(right)));
        Run(i => i[0] + i[1], a, b);
        Run(i => i[0] - i[1], a, b);
        Run(i => i[1] - i[0], a, b);
        Run(i => i[0] * i[1], a, b);
        Run(i => i[0] / i[1], a, b);
        Run(i => i[0].maximum(i[1] + 10) + i[0].minimum(i[1] + 10), a, b);
        Run(i => i[0].add(i[1], 0.5), a, b);
        Run(i => where(Mask(i[0], i[1]), i[0], i[1]), a, b);
    }

    [Fact]
    public void Joining_agrees_with_differences()
    {
        Run(i => cat([i[0], i[1], i[0]], 1), Sample(1, 2, 3), Sample(2, 2, 1));
        Run(i => cat([i[0], i[1]], 0), Sample(1, 2, 3), Sample(2, 1, 3));
        Run(i => stack([i[0], i[1]], 1), Sample(1, 2, 3), Sample(2, 2, 3));
    }

    [Theory]
    [InlineData("3,4", "4,2")]
    [InlineData("2,3,4", "4,2")]
    [InlineData("2,3,4", "2,4,2")]
    [InlineData("3,1,2,4", "2,4,2")]
    [InlineData("4", "4,2")]
    [InlineData("3,4", "4")]
    [InlineData("4", "4")]
    [InlineData("2,4", "3,4,2")]
    public void Products_of_matrices_agree_with_differences(string left, string right) =>
        Run(i => i[0].matmul(i[1]), Sample(1, Sizes(left)), Sample(2, Sizes(right)));

    private static Tensor Mask(Tensor a, Tensor b) => (a + b).detach() > 1000;

    private static long[] Sizes(string text) => text.Length == 0 ? [] : [.. text.Split(',').Select(long.Parse)];
}
