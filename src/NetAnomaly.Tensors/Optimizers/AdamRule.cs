using System.Numerics;

namespace NetAnomaly.Tensors.Optimizers;

/// <summary>Numbers of one Adam step. Source: Kingma and Ba 2015, arXiv 1412.6980, in the order of operations of torch.optim.Adam.</summary>
/// <param name="Keep1">Share of the first moment that stays (beta 1).</param>
/// <param name="Keep2">Share of the second moment that stays (beta 2).</param>
/// <param name="GradientDecay">Weight decay added to the gradient (Adam, NAdam).</param>
/// <param name="Shrink">Factor on the parameter before the step (AdamW: 1 - lr · decay).</param>
/// <param name="RootCorrection">Square root of the bias correction of the second moment.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="MomentStep">Step along the first moment.</param>
/// <param name="GradientStep">Step along the gradient itself (NAdam).</param>
internal readonly record struct AdamNumbers(float Keep1, float Keep2, float GradientDecay, float Shrink, float RootCorrection, float Epsilon, float MomentStep, float GradientStep);

/// <summary>The pointwise update that Adam, AdamW and NAdam share.</summary>
internal static class AdamRule
{
    /// <summary>Updates both moments and the parameter.</summary>
    public static void Update(in AdamNumbers n, Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second)
    {
        var width = Vector<float>.Count;
        var i = 0;
        var (keep1, keep2) = (new Vector<float>(n.Keep1), new Vector<float>(n.Keep2));
        var (add1, add2) = (new Vector<float>(1 - n.Keep1), new Vector<float>(1 - n.Keep2));
        for (; i <= parameter.Length - width; i += width)
        {
            var p = new Vector<float>(parameter[i..]);
            var g = new Vector<float>(gradient[i..]) + (p * n.GradientDecay);
            var m = (new Vector<float>(first[i..]) * keep1) + (g * add1);
            var v = (new Vector<float>(second[i..]) * keep2) + (g * g * add2);
            var denominator = (Vector.SquareRoot(v) / new Vector<float>(n.RootCorrection)) + new Vector<float>(n.Epsilon);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            ((p * n.Shrink) - (((m * n.MomentStep) + (g * n.GradientStep)) / denominator)).CopyTo(parameter[i..]);
        }
        for (; i < parameter.Length; i++)
        {
            var g = gradient[i] + (parameter[i] * n.GradientDecay);
            first[i] = (first[i] * n.Keep1) + (g * (1 - n.Keep1));
            second[i] = (second[i] * n.Keep2) + (g * g * (1 - n.Keep2));
            var denominator = (MathF.Sqrt(second[i]) / n.RootCorrection) + n.Epsilon;
            parameter[i] = (parameter[i] * n.Shrink) - (((first[i] * n.MomentStep) + (g * n.GradientStep)) / denominator);
        }
    }
}
