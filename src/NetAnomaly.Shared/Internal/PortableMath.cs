namespace NetAnomaly.Internal;

/// <summary>
/// Exponential and logarithm from additions, multiplications and divisions alone, so that they give the same bits on
/// every platform; the ones of the platform may differ in the last place. Relative error below 1e-14 in the range used
/// here.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;

    /// <summary>e to the power of <paramref name="x"/>, for |x| up to 600.</summary>
    public static double Exp(double x)
    {
        var power = Math.Floor((x / Ln2) + 0.5);
        var rest = x - (power * Ln2);

        // Taylor's series; |rest| <= 0.35, so that 14 terms reach the last place.
        var sum = 1.0;
        for (var term = 14; term > 0; term--) sum = 1.0 + (sum * rest / term);
        return sum * BitConverter.Int64BitsToDouble(((long)power + 1023) << 52);
    }

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var power = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            power++;
        }

        // log m = 2 atanh((m - 1) / (m + 1)); |z| <= 0.172.
        var z = (mantissa - 1) / (mantissa + 1);
        var square = z * z;
        var sum = 0.0;
        for (var odd = 21; odd > 0; odd -= 2) sum = (1.0 / odd) + (sum * square);
        return (2 * z * sum) + (power * Ln2);
    }
}
