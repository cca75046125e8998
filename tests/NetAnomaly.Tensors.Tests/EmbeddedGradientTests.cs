using static NetAnomaly.Tensors.Tests.GradientCheck;

namespace NetAnomaly.Tensors.Tests;

/// <summary>Gradients of parts that only this engine has, or that are not public in the API it follows.</summary>
public class EmbeddedGradientTests
{
    [Fact]
    public void Embedding_agrees_with_differences_and_leaves_the_padding_row_alone()
    {
        var ids = tensor([1L, 0, 3, 1, 2, 1], [2, 3]);
        Run(i => functional.embedding(ids, i[0]), Sample(1, 4, 3));

        var table = Sample(1, 4, 3).requires_grad_();
        functional.embedding(ids, table, padding_idx: 1).sum().backward();
        Assert.Equal([1f, 0, 1, 1], table.grad!.select(1, 0).data<float>().ToArray());
    }

    [Fact]
    public void A_rectified_linear_map_agrees_with_differences() =>
        Run(i => MatrixOperations.RectifiedLinear(i[0], i[1], i[2]), Sample(1, 2, 3, 4), Sample(2, 5, 4), Sample(3, 5));

    [Fact]
    public void The_normalisation_of_a_sum_agrees_with_differences()
    {
        Run(
            i => LayerNormalization.OfSum(i[0], i[1], [5], i[2], i[3], 1e-5), Sample(1, 3, 5), Sample(2, 3, 5),
            Sample(3, 5), Sample(4, 5));
        Run(i => LayerNormalization.OfSum(i[0], i[0], [5], null, null, 1e-5), Sample(1, 3, 5));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Attention_agrees_with_differences(bool causal, bool padded)
    {
        var bias = causal ? full([3, 3], float.NegativeInfinity).triu(1) : null;
        var padding = padded ? tensor([0L, 0, 0, 0, 0, 1], [2, 3]).ne(0) : null;
        var mask = new AttentionMask(bias, padding, 0);
        Run(i => Attention.OfPacked(i[0], 2, mask).Result, Sample(1, 3, 2, 12));
        Run(
            i => Attention.Of(i[0], i[1], i[2], 2, mask).Result, Sample(1, 3, 2, 4), Sample(2, 3, 2, 4),
            Sample(3, 3, 2, 4));
    }

    [Fact]
    public void Attention_with_dropout_agrees_with_differences() =>
        Run(i =>
        {
            manual_seed(5);
            return Attention.OfPacked(i[0], 2, new AttentionMask(null, null, 0.3)).Result;
        }, Sample(1, 3, 2, 12));

    [Fact]
    public void A_query_that_may_see_nothing_gets_zeros_and_gives_finite_gradients()
    {
        var packed = Sample(1, 2, 1, 6).requires_grad_();
        var padding = tensor([1L, 1], [1, 2]).ne(0);
        var (result, _) = Attention.OfPacked(packed, 1, new AttentionMask(null, padding, 0));
        result.sum().backward();
        Assert.Equal(new float[4], result.data<float>().ToArray());
        Assert.Equal(new float[12], packed.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_transformer_layer_that_normalises_first_agrees_with_differences()
    {
        // GELU, since the kink of ReLU may lie within the steps of the differences.
        manual_seed(2);
        using var layer = TransformerEncoderLayer(4, 2, 5, 0, Activations.GELU, norm_first: true);
        Run(i => layer.call(i[0]), [Sample(8, 3, 2, 4), .. layer.parameters()]);
    }
}
