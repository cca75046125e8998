using static NetAnomaly.Tensors.Tests.GradientCheck;

namespace NetAnomaly.Tensors.Tests;

/// <summary>Gradients of normalisation, pooling, attention and losses.</summary>
public class StructureGradientTests
{
    [Fact]
    public void Layer_normalisation_agrees_with_differences()
    {
        Run(i => functional.layer_norm(i[0], [4], i[1], i[2]), Sample(1, 2, 3, 4), Sample(2, 4), Sample(3, 4));
        Run(i => functional.layer_norm(i[0], [3, 4]), Sample(1, 2, 3, 4));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batch_normalisation_agrees_with_differences(bool training)
    {
        var (mean, variance) = (Sample(4, 3), Between(5, 0.5, 2, 3));
        Run(i => functional.batch_norm(i[0], mean.clone(), variance.clone(), i[1], i[2], training), Sample(1, 4, 3), Sample(2, 3), Sample(3, 3));
        Run(i => functional.batch_norm(i[0], mean.clone(), variance.clone(), null, null, training), Sample(1, 2, 3, 4));
    }

    [Theory]
    [InlineData(2, 2, 0, 1, false)]
    [InlineData(3, 1, 1, 1, false)]
    [InlineData(2, 3, 1, 2, true)]
    [InlineData(3, 2, 0, 1, true)]
    public void Pooling_agrees_with_differences(int kernel, int stride, int padding, int dilation, bool ceiling)
    {
        var x = (randperm(16, generator: new Generator(3)).@float() * 0.25 - 2).reshape(1, 2, 8).detach();
        Run(i => functional.max_pool1d(i[0], kernel, stride, padding, dilation, ceiling), x);
        Run(i => functional.avg_pool1d(i[0], kernel, stride, padding, ceiling, count_include_pad: false), x);
        Run(i => functional.avg_pool1d(i[0], kernel, stride, padding, ceiling), x);
        Run(i => functional.adaptive_avg_pool1d(i[0], kernel), x);
        Run(i => functional.adaptive_max_pool1d(i[0], kernel), x);
    }

    [Fact]
    public void Attention_of_one_sequence_over_another_agrees_with_differences()
    {
        using var attention = MultiheadAttention(4, 2);
        Run(i => attention.call(i[0], i[1], i[2]).Item1, [Sample(1, 2, 2, 4), Sample(2, 3, 2, 4), Sample(3, 3, 2, 4), .. attention.parameters()]);
    }

    [Fact]
    public void A_transformer_layer_agrees_with_differences()
    {
        // GELU, since the kink of ReLU may lie within the steps of the differences.
        manual_seed(2);
        using var layer = TransformerEncoderLayer(4, 2, 5, 0, Activations.GELU);
        Run(i => layer.call(i[0]), [Sample(8, 3, 2, 4), .. layer.parameters()]);
    }

    [Theory]
    [InlineData(Reduction.None)]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void Losses_agree_with_differences(Reduction reduction)
    {
        var (a, b, c) = (Sample(1, 3, 4), Sample(2, 3, 4), Sample(3, 3, 4));
        Run(i => functional.mse_loss(i[0], i[1], reduction), a, b);
        Run(i => functional.l1_loss(i[0], i[1] + 9, reduction), a, b);
        Run(i => functional.smooth_l1_loss(i[0] * 0.1, i[1] * 0.1, reduction), a, b);
        Run(i => functional.smooth_l1_loss(i[0], i[1] + 9, reduction, 2), a, b);
        Run(i => functional.binary_cross_entropy_with_logits(i[0], i[1].sigmoid(), tensor([1f, 2, 3, 4]), reduction, tensor([1f, 0.5f, 2, 3])), a, b);
        Run(i => functional.nll_loss(i[0].log_softmax(1), tensor([3L, 0, 2]), tensor([1f, 2, 0.5f, 3]), reduction), a);
        Run(i => functional.triplet_margin_loss(i[0], i[1], i[2], margin: 5, swap: true, reduction: reduction), a, b, c);
        Run(i => functional.triplet_margin_loss(i[0], i[1], i[2], margin: 5, p: 1, reduction: reduction), a, (b + 9).detach(), (c - 9).detach());
    }

    [Fact]
    public void Distances_agree_with_differences()
    {
        Run(i => functional.cosine_similarity(i[0], i[1]), Sample(1, 3, 4), Sample(2, 3, 4));
        Run(i => functional.pairwise_distance(i[0], i[1]), Sample(1, 3, 4), Sample(2, 3, 4));
        Run(i => functional.pairwise_distance(i[0] + 9, i[1], 3, keepdim: true), Sample(1, 3, 4), Sample(2, 4));
        Run(i => functional.normalize(i[0]), Sample(1, 3, 4));
        Run(i => functional.scaled_dot_product_attention(i[0], i[1], i[2], is_casual: true), Sample(1, 2, 3, 4), Sample(2, 2, 3, 4), Sample(3, 2, 3, 5));
    }

    [Fact]
    public void A_vector_of_zeros_has_a_norm_with_a_finite_gradient()
    {
        var x = zeros(2, 3).requires_grad_();
        x.norm(1).sum().backward();
        Assert.Equal(new float[6], x.grad!.data<float>().ToArray());
    }
}
