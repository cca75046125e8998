using static NetAnomaly.Tensors.Tests.GradientCheck;

namespace NetAnomaly.Tensors.Tests;

public class ElementwiseGradientTests
{
    public static TheoryData<string> Functions => [.. Named.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Named = new()
    {
        ["exp"] = x => x.exp(),
        ["log1p"] = x => x.square().log1p(),
        ["sqrt"] = x => (x.square() + 1).sqrt(),
        ["square"] = x => x.square(),
        ["abs"] = x => (x + 5).abs() + (x - 5).abs(),
        ["gelu"] = x => x.gelu(),
        ["negate"] = x => -x,
        ["divided by a number"] = x => x / 3,
        ["log softmax last"] = x => functional.log_softmax(x, -1),
        ["log softmax first"] = x => functional.log_softmax(x, 0),
        ["log of summed exponentials"] = x => x.logsumexp(1),
        ["reshape"] = x => x.reshape(2, -1) * 2,
        ["transpose"] = x => x.transpose(0, 1),
        ["transpose of the outer axes of three"] = x => x.reshape(3, 2, 2).transpose(0, 2),
        ["repeat along a new axis"] = x => x.unsqueeze(1) * ones([3, 2, 4]),
        ["narrow"] = x => x.narrow(1, 1, 2),
        ["select"] = x => x.select(0, 1),
        ["index_select with repeats"] = x => x.index_select(1, tensor([3L, 0, 3])),
        ["masked_fill"] = x => x.masked_fill(tensor([1L, 0, 0, 1]).ne(0), 7),
        ["triu"] = x => x.triu(1),
        ["sum"] = x => x.sum(),
        ["sum over an axis"] = x => x.sum(dim: 0),
        ["sum over an axis that stays"] = x => x.reshape(3, 2, 2).sum(1, keepdim: true),
        ["mean over axes"] = x => x.reshape(3, 2, 2).mean([1]),
        ["mean over all axes but one"] = x => x.reshape(3, 2, 2).mean([0, 2]),
        ["pad"] = x => functional.pad(x, [2, 1], value: 3),
        ["used twice"] = x => (x * x) + x,
        ["clone"] = x => x.clone() * x,
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Gradients_agree_with_differences(string name)
    {
        // Distances between elements stay larger than the steps of the differences, so that no order changes.
        Run(inputs => Named[name](inputs[0]), Apart(-1.4, 0.25, 3, 4));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("clamp")]
    public void Gradients_beside_a_kink_agree_with_differences(string name)
    {
        var x = tensor([-2f, -1.5f, -0.3f, 0.2f, 0.9f, 1.7f]);
        Run(inputs => name switch
        {
            "relu" => inputs[0].relu(),
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
    }

    [Fact]
    public void Joining_agrees_with_differences()
    {
        Run(i => cat([i[0], i[1], i[0]], 1), Sample(1, 2, 3), Sample(2, 2, 1));
        Run(i => cat([i[0], i[1]], 0), Sample(1, 2, 3), Sample(2, 1, 3));
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

    private static long[] Sizes(string text) => text.Length == 0 ? [] : [.. text.Split(',').Select(long.Parse)];
}
