using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Elementary functions on one register, written once for all widths. Errors stay within about two units in the last
/// place. The polynomials interpolate at Chebyshev nodes of the reduced range.
/// </summary>
internal static class Elementary<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    // Adding 1.5·2²³ rounds to an integer and leaves it in the low bits of the mantissa.
    private const float RoundingBias = 12582912f;
    private const float LogE = 1.44269504f;

    // ln 2 in two parts, the first with zeros at the end, so that its integer multiples are exact.
    private const float Ln2High = 0.693145751953125f;
    private const float Ln2Low = 1.42860682e-6f;

    /// <summary>
    /// e to the power x for sums that are formed anyway: below −87.7 the result is 0, above 88.4 infinity.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        TVector kept = TLanes.Min(TLanes.Create(89f), TLanes.Max(TLanes.Create(-88.2f), x));
        TVector part = Reduce(kept, out TVector biased);
        return TLanes.Multiply(TLanes.Add(part, TLanes.Create(1f)), TLanes.PowerOfTwo(biased));
    }

    /// <summary>e to the power x over the whole range of floats, down to the denormal ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector FullExp(TVector x)
    {
        TVector kept = TLanes.Min(TLanes.Create(89f), TLanes.Max(TLanes.Create(-104f), x));
        TVector part = TLanes.Add(Reduce(kept, out TVector biased), TLanes.Create(1f));

        // The power may leave the range of exponents though the result does not: multiply in two steps.
        TVector bias = TLanes.Create(RoundingBias);
        TVector power = TLanes.Subtract(biased, bias);
        TVector halfBiased = TLanes.MultiplyAdd(power, TLanes.Create(0.5f), bias);
        TVector restBiased = TLanes.Add(TLanes.Subtract(power, TLanes.Subtract(halfBiased, bias)), bias);
        return TLanes.Multiply(TLanes.Multiply(part, TLanes.PowerOfTwo(halfBiased)), TLanes.PowerOfTwo(restBiased));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        TVector one = TLanes.Create(1f);
        return TLanes.Divide(one, TLanes.Add(one, Exp(TLanes.Subtract(default, x))));
    }

    /// <summary>
    /// The hyperbolic tangent, as −m / (2 + m) with m = e^(−2|x|) − 1, which keeps its precision near zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        TVector doubled = TLanes.Max(TLanes.Create(-40f), TLanes.Multiply(TLanes.Abs(x), TLanes.Create(-2f)));
        TVector part = Reduce(doubled, out TVector biased);
        TVector power = TLanes.PowerOfTwo(biased);
        TVector less = TLanes.MultiplyAdd(power, part, TLanes.Subtract(power, TLanes.Create(1f)));
        TVector size = TLanes.Divide(TLanes.Subtract(default, less), TLanes.Add(less, TLanes.Create(2f)));
        return TLanes.CopySign(size, x);
    }

    /// <summary>The normal distribution: the probability of a value below x.</summary>
    /// <remarks>
    /// Half of erfc(z) at z = −x / √2, with erfc(|z|) = e^(−z²) P(1 / (1 + 0.3275911 |z|)): the form of Abramowitz and
    /// Stegun 7.1.26 with a longer polynomial (relative error of P 1.4e-9).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector NormalBelow(TVector x)
    {
        TVector one = TLanes.Create(1f);
        TVector z = TLanes.Min(TLanes.Create(10f), TLanes.Multiply(TLanes.Abs(x), TLanes.Create(0.707106781f)));
        TVector t = TLanes.Divide(one, TLanes.MultiplyAdd(z, TLanes.Create(0.3275911f), one));
        TVector sum = TLanes.Create(0.0643522087f);
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(-0.362495904f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.745270691f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(-0.737315207f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.671842797f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(-0.159841344f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.253428749f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.151911139f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.188323643f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(0.184510795f));
        sum = TLanes.MultiplyAdd(sum, t, TLanes.Create(1.24331655e-05f));
        TVector tail = TLanes.Multiply(
            TLanes.Multiply(sum, TLanes.Create(0.5f)), Exp(TLanes.Subtract(default, TLanes.Multiply(z, z))));
        return TLanes.SelectPositive(x, TLanes.Subtract(one, tail), tail);
    }

    /// <summary>
    /// Splits x into n ln 2 + r: returns eʳ − 1 and n, rounded into the low bits of <paramref name="biased"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce(TVector x, out TVector biased)
    {
        TVector bias = TLanes.Create(RoundingBias);
        biased = TLanes.MultiplyAdd(x, TLanes.Create(LogE), bias);
        TVector power = TLanes.Subtract(biased, bias);
        TVector rest = TLanes.MultiplyAdd(power, TLanes.Create(-Ln2High), x);
        rest = TLanes.MultiplyAdd(power, TLanes.Create(-Ln2Low), rest);
        TVector sum = TLanes.Create(0.00139261775f);
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Create(0.00836317418f));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Create(0.0416665547f));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Create(0.16666577f));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Create(0.5f));
        return TLanes.MultiplyAdd(TLanes.Multiply(rest, rest), sum, rest);
    }
}
