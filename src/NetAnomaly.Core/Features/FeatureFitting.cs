namespace NetAnomaly.Core.Features;

/// <summary>Learns from training rows how each column is scaled or told apart.</summary>
internal static class FeatureFitting
{
    /// <summary>Values of a category told apart at most; rarer ones share the bucket of the unknown.</summary>
    public const int MostValues = 64;

    /// <summary>
    /// Where scaled numbers are cut: ten interquartile ranges from the median nothing more is to be told apart.
    /// </summary>
    public const double Clip = 10;

    public static FeatureMapState Fit(FeatureTable table, IReadOnlyList<int> rows) => new(
        table.Schema.Name,
        rows.Count,
        Clip,
        [
            .. Enumerable.Range(0, table.Schema.Numbers.Count).Select(column => Number(table, rows, column))
            .OfType<NumberColumnState>(),
        ],
        [.. Enumerable.Range(0, table.Schema.Categories.Count).Select(column => Category(table, rows, column))]);

    /// <summary>
    /// sign(x)·ln(1 + |x|): counts over many magnitudes come near each other, zero stays zero, negative numbers keep
    /// their sign.
    /// </summary>
    public static double SignedLog(double value) => Math.CopySign(double.LogP1(Math.Abs(value)), value);

    /// <summary>A column of numbers; <see langword="null"/> where it is the same in every row.</summary>
    private static NumberColumnState? Number(FeatureTable table, IReadOnlyList<int> rows, int column)
    {
        var present = new double[rows.Count];
        var count = 0;
        foreach (var row in rows)
        {
            var value = table.Numbers(row)[column];
            if (float.IsFinite(value)) present[count++] = SignedLog(value);
        }

        // Missing in every row is as constant as missing in none.
        if (count == 0) return null;
        var missing = (rows.Count - count) / (double)rows.Count;
        var sorted = present.AsSpan(0, count);
        sorted.Sort();
        var scale = sorted[0] == sorted[^1] ? 0 : Scale(sorted);
        if (scale == 0 && missing == 0) return null;
        var quantiles = new double[NumberColumnState.Levels.Count];
        for (var i = 0; i < quantiles.Length; i++) quantiles[i] = Quantile(sorted, NumberColumnState.Levels[i]);
        return new NumberColumnState(table.Schema.Numbers[column], Quantile(sorted, 0.5), scale, missing, quantiles);
    }

    private static double Scale(ReadOnlySpan<double> sorted)
    {
        var range = Quantile(sorted, 0.75) - Quantile(sorted, 0.25);
        return range > 0 ? range : Deviation(sorted);
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        var mean = 0.0;
        foreach (var value in values) mean += value / values.Length;
        var squares = 0.0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return Math.Sqrt(squares / values.Length);
    }

    /// <summary>The quantile between the two nearest values (Hyndman and Fan 1996, type 7).</summary>
    private static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }

    private static CategoryColumnState Category(FeatureTable table, IReadOnlyList<int> rows, int column)
    {
        var texts = table.Texts(column);
        var counts = new int[texts.Count];
        foreach (var row in rows) counts[table.Categories(row)[column]]++;
        var kept = Enumerable.Range(0, texts.Count)
            .Where(id => counts[id] > 0)
            .OrderByDescending(id => counts[id])
            .ThenBy(id => texts[id], StringComparer.Ordinal)
            .Take(MostValues)
            .ToArray();
        double Share(int count) => count / (double)rows.Count;
        return new CategoryColumnState(
            table.Schema.Categories[column],
            [.. kept.Select(id => texts[id])],
            [.. kept.Select(id => Share(counts[id]))],
            Share(rows.Count - kept.Sum(id => counts[id])));
    }
}
