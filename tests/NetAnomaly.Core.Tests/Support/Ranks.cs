namespace NetAnomaly.Core.Tests.Support;

/// <summary>Spearman's rank correlation.</summary>
internal static class Ranks
{
    /// <summary>The correlation of the ranks of two lists; ties share their mean rank.</summary>
    public static double Correlation(double[] x, double[] y)
    {
        var (rx, ry) = (Of(x), Of(y));
        var (mx, my) = (rx.Average(), ry.Average());
        var covariance = rx.Zip(ry, (a, b) => (a - mx) * (b - my)).Sum();
        return covariance / Math.Sqrt(rx.Sum(a => (a - mx) * (a - mx)) * ry.Sum(b => (b - my) * (b - my)));
    }

    private static double[] Of(double[] values)
    {
        var places = values.Order().Index().GroupBy(pair => pair.Item)
            .ToDictionary(group => group.Key, group => group.Average(pair => pair.Index));
        return [.. values.Select(value => places[value])];
    }
}
