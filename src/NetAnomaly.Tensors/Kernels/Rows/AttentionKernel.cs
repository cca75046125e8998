using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>The pointwise part of attention over the rows of one head.</summary>
internal static unsafe class AttentionKernel
{
    /// <summary>
    /// Replaces each row of scores by softmax(scale · scores + bias); by zeros where all of it is −∞.
    /// </summary>
    /// <param name="scores">Rows of <paramref name="keys"/> scores.</param>
    /// <param name="keys">Width of a row.</param>
    /// <param name="scale">Factor on the scores.</param>
    /// <param name="bias">As many numbers as scores, or empty.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Softmax(Span<float> scores, int keys, float scale, ReadOnlySpan<float> bias)
    {
        if (keys <= 0 || scores.Length % keys != 0 || (!bias.IsEmpty && bias.Length != scores.Length))
            throw new ArgumentException($"{scores.Length} scores and {bias.Length} masks do not fit {keys} keys.");
        fixed (float* s = scores, b = bias)
        {
            for (int at = 0; at < scores.Length; at += keys)
            {
                float* mask = b == null ? null : b + at;
                if (ChosenWidth.Current == VectorWidth.Bits512)
                    AttentionRows<Lanes512, Vector512<float>>.Softmax(s + at, keys, scale, mask);
                else if (ChosenWidth.Current == VectorWidth.Bits256)
                    AttentionRows<Lanes256, Vector256<float>>.Softmax(s + at, keys, scale, mask);
                else if (ChosenWidth.Current == VectorWidth.Bits128)
                    AttentionRows<Lanes128, Vector128<float>>.Softmax(s + at, keys, scale, mask);
                else
                    AttentionRows<ScalarLanes, float>.Softmax(s + at, keys, scale, mask);
            }
        }
    }

    /// <summary>
    /// Replaces the gradient g of each row of weights w by that of its unscaled scores: scale · w (g − Σ w g).
    /// </summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Gradient(ReadOnlySpan<float> weights, Span<float> gradient, int keys, float scale)
    {
        if (keys <= 0 || weights.Length % keys != 0 || gradient.Length != weights.Length)
            throw new ArgumentException(
                $"{weights.Length} weights and {gradient.Length} gradients do not fit {keys} keys.");
        fixed (float* w = weights, g = gradient)
        {
            for (int at = 0; at < weights.Length; at += keys)
            {
                if (ChosenWidth.Current == VectorWidth.Bits512)
                    AttentionRows<Lanes512, Vector512<float>>.Gradient(w + at, g + at, keys, scale);
                else if (ChosenWidth.Current == VectorWidth.Bits256)
                    AttentionRows<Lanes256, Vector256<float>>.Gradient(w + at, g + at, keys, scale);
                else if (ChosenWidth.Current == VectorWidth.Bits128)
                    AttentionRows<Lanes128, Vector128<float>>.Gradient(w + at, g + at, keys, scale);
                else
                    AttentionRows<ScalarLanes, float>.Gradient(w + at, g + at, keys, scale);
            }
        }
    }
}
