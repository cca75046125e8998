using static NetAnomaly.Tensors.Tests.GradientCheck;

namespace NetAnomaly.Tensors.Tests;

/// <summary>Gradients of normalisation, pooling and attention.</summary>
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
        Run(
            i => functional.batch_norm(i[0], mean.clone(), variance.clone(), i[1], i[2], training), Sample(1, 4, 3),
            Sample(2, 3), Sample(3, 3));
        Run(i => functional.batch_norm(i[0], mean.clone(), variance.clone(), null, null, training), Sample(1, 2, 3, 4));
    }

    [Theory]
    [InlineData(2, 2, 0, 1, false)]
    [InlineData(3, 1, 1, 1, false)]
    [InlineData(2, 3, 1, 2, true)]
    [InlineData(3, 2, 0, 1, true)]
    public void Pooling_agrees_with_differences(int kernel, int stride, int padding, int dilation, bool ceiling)
    {
        var x = Apart(-2, 0.25, 1, 2, 8);
        Run(i => functional.max_pool1d(i[0], kernel, stride, padding, dilation, ceiling), x);
    }

    [Fact]
    public void Attention_of_one_sequence_over_another_agrees_with_differences()
    {
        using var attention = MultiheadAttention(4, 2);
        Run(
            i => attention.call(i[0], i[1], i[2]).Item1,
            [Sample(1, 2, 2, 4), Sample(2, 3, 2, 4), Sample(3, 3, 2, 4), .. attention.parameters()]);
    }

    [Fact]
    public void A_transformer_layer_agrees_with_differences()
    {
        // GELU, since the kink of ReLU may lie within the steps of the differences.
        manual_seed(2);
        using var layer = TransformerEncoderLayer(4, 2, 5, 0, Activations.GELU);
        Run(i => layer.call(i[0]), [Sample(8, 3, 2, 4), .. layer.parameters()]);
    }
}
