using static NetAnomaly.Tensors.Tests.GradientCheck;

namespace NetAnomaly.Tensors.Tests;

/// <summary>Gradients of parts that only this engine has, or that are not public in the API it follows.</summary>
public class EmbeddedGradientTests
{
    [Fact]
    public void Embedding_agrees_with_differences_and_leaves_the_padding_row_alone()
    {
        var ids = tensor([1L, 0, 3, 1, 2, 1], 2, 3);
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
        Run(i => LayerNormalization.OfSum(i[0], i[1], [5], i[2], i[3], 1e-5), Sample(1, 3, 5), Sample(2, 3, 5), Sample(3, 5), Sample(4, 5));
        Run(i => LayerNormalization.OfSum(i[0], i[0], [5], null, null, 1e-5), Sample(1, 3, 5));
    }

    [Fact]
    public void An_lstm_over_padded_sequences_agrees_with_differences()
    {
        using var lstm = LSTM(3, 2, 2, batchFirst: true, bidirectional: true);
        int[] lengths = [4, 1, 3];
        Run(i =>
        {
            var (output, h, c) = lstm.Run(i[0], null, lengths, batchFirst: true);
            return cat([output.reshape(-1), h.reshape(-1), c.reshape(-1)]);
        }, [Sample(1, 3, 4, 3), .. lstm.parameters()]);
    }

    [Fact]
    public void A_padded_sequence_gives_what_it_gives_alone()
    {
        using var lstm = LSTM(3, 5, 2, batchFirst: true, bidirectional: true);
        var x = Sample(4, 3, 6, 3);
        int[] lengths = [6, 2, 4];
        var (output, h, c) = lstm.Run(x, null, lengths, batchFirst: true);
        for (var b = 0; b < 3; b++)
        {
            var (alone, hAlone, cAlone) = lstm.call(x.narrow(0, b, 1).narrow(1, 0, lengths[b]));
            Assert.True(output.narrow(0, b, 1).narrow(1, 0, lengths[b]).allclose(alone, 1e-5, 1e-6));
            Assert.True(h.narrow(1, b, 1).allclose(hAlone, 1e-5, 1e-6));
            Assert.True(c.narrow(1, b, 1).allclose(cAlone, 1e-5, 1e-6));
            Assert.True(output.narrow(0, b, 1).narrow(1, lengths[b], 6 - lengths[b]).abs().sum().ToSingle() == 0);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Attention_agrees_with_differences(bool causal, bool padded)
    {
        var bias = causal ? full(3, 3, float.NegativeInfinity).triu(1) : null;
        var padding = padded ? tensor([false, false, false, false, false, true], 2, 3) : null;
        var mask = new AttentionMask(bias, padding, 0);
        Run(i => Attention.OfPacked(i[0], 2, mask).Result, Sample(1, 3, 2, 12));
        Run(i => Attention.Of(i[0], i[1], i[2], 2, mask).Result, Sample(1, 3, 2, 4), Sample(2, 3, 2, 4), Sample(3, 3, 2, 4));
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
        var padding = tensor([true, true], 1, 2);
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
