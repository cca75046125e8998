namespace NetAnomaly.Core.Statistics;

/// <summary>Sums up the figures of several models.</summary>
internal static class MetricSpread
{
    private static readonly (string Name, Func<AnomalyMetric, double> Of)[] Figures =
    [
        (nameof(AnomalyMetric.RocAuc), metric => metric.RocAuc),
        (nameof(AnomalyMetric.AveragePrecision), metric => metric.AveragePrecision),
        (nameof(AnomalyMetric.Precision), metric => metric.Precision),
        (nameof(AnomalyMetric.Recall), metric => metric.Recall),
        (nameof(AnomalyMetric.F1), metric => metric.F1),
        (nameof(AnomalyMetric.Accuracy), metric => metric.Accuracy),
    ];

    /// <summary>The spread of the figures.</summary>
    /// <exception cref="ArgumentException">There is no metric.</exception>
    public static AnomalyMetricSpread Of(IReadOnlyList<AnomalyMetric> metrics)
    {
        if (metrics.Count == 0) throw new ArgumentException("There is nothing to sum up.", nameof(metrics));
        return new AnomalyMetricSpread
        {
            Models = [.. metrics.Select(metric => metric.Model).Distinct()],
            Seeds = [.. metrics.Select(metric => metric.Split.Spec.Seed)],
            Figures = [.. Figures.Select(figure => Of(figure.Name, [.. metrics.Select(figure.Of)]))],
            Metrics = [.. metrics],
        };
    }

    /// <summary>
    /// The spread of one figure over the models that have it: precision has none where nothing was alerted.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="figures">At least one; NaN where a model has none.</param>
    public static FigureSpread Of(string name, IReadOnlyList<double> figures)
    {
        double[] values = [.. figures.Where(figure => !double.IsNaN(figure))];
        if (values.Length == 0)
            return new FigureSpread(name, double.NaN, double.NaN, double.NaN, double.NaN) { Undefined = figures.Count };
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new FigureSpread(
            name, mean, values.Length > 1
                ? Math.Sqrt(squares / (values.Length - 1))
                : double.NaN, values.Min(), values.Max())
        {
            Undefined = figures.Count - values.Length,
        };
    }
}
