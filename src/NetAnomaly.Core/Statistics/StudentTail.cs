namespace NetAnomaly.Core.Statistics;

/// <summary>
/// The upper tail of Student's t distribution, far out too: by the regularised incomplete beta function, P(T &gt; x) =
/// ½ I(ν / (ν + x²); ν/2, ½) (Abramowitz and Stegun 26.7.1), its continued fraction 26.5.8 evaluated by Lentz's method.
/// </summary>
internal static class StudentTail
{
    // More make no difference that anybody could measure.
    private const int MostFreedom = 4096;
    private const int MostTerms = 200;
    private const double Precision = 1e-14;
    private const double Tiny = 1e-300;

    /// <summary>−ln P(T &gt; x).</summary>
    /// <param name="x">Any finite number.</param>
    /// <param name="freedom">Degrees of freedom ν, at least 1.</param>
    public static double NegativeLog(double x, int freedom)
    {
        freedom = Math.Min(freedom, MostFreedom);
        if (x == 0) return Math.Log(2);
        var upper = LogUpper(Math.Abs(x), freedom);
        return x > 0 ? -upper : -Log1P(-Math.Exp(upper));
    }

    // ln P(T > x) for x > 0.
    private static double LogUpper(double x, int freedom)
    {
        var (a, square) = (freedom / 2.0, x * x);
        var z = freedom / (freedom + square);
        var front = (a * Math.Log(z)) + (0.5 * Math.Log(square / (freedom + square))) - LogBeta(freedom);
        return z < (a + 1) / (a + 2.5)
            ? front + Math.Log(Fraction(z, a, 0.5) / a) - Math.Log(2)
            : Log1P(-Math.Exp(front) * Fraction(1 - z, 0.5, a) / 0.5) - Math.Log(2);
    }

    // ln B(ν/2, ½).
    private static double LogBeta(int freedom) =>
        HalfIntegerGamma.Log(freedom) + HalfIntegerGamma.Log(1) - HalfIntegerGamma.Log(freedom + 1);

    private static double Fraction(double x, double a, double b)
    {
        var (c, d) = (1.0, 1 / Away(1 - ((a + b) * x / (a + 1))));
        var fraction = d;
        for (var m = 1; m <= MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            fraction *= d * c;
            if (Math.Abs((d * c) - 1) < Precision) break;
        }

        return fraction;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    // ln(1 + x) for x in (−1, 0], precise near 0.
    private static double Log1P(double x)
    {
        if (x < -1e-4) return Math.Log(1 + x);
        return x * (1 - (x * (0.5 - (x * ((1 / 3.0) - (x / 4))))));
    }
}
