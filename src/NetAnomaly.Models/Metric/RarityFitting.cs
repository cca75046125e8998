using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Features;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// Learns how rare values are among normal rows. The category that numbers are seen by is the one given which kept rows
/// surprise least.
/// </summary>
internal static class RarityFitting
{
    // Rows of the whole that a value of a category is taken to have seen besides its own.
    private const double Borrowed = 1;

    // An empty bin's count.
    private const double Unseen = 0.5;

    private const int MostHeld = 8192;

    // Shares at which bins end: close together at both ends.
    private static readonly double[] Levels = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

    /// <summary>Learns.</summary>
    /// <param name="data">Where rows lie, and their columns.</param>
    /// <param name="rows">The normal rows of it; one or more.</param>
    /// <param name="held">Rows kept from fitting.</param>
    /// <param name="heldRows">The normal ones of them; none where none were kept.</param>
    public static ValueRarity Fit(VectorData data, int[] rows, VectorData held, int[] heldRows)
    {
        var isCategory = data.Categories.SelectMany(category => Enumerable.Range(category.First, category.Width))
            .ToHashSet();
        int[] numbers = [.. Enumerable.Range(0, data.Width).Where(column => !isCategory.Contains(column))];
        var edges = Edges(data, rows, numbers);
        var bins = Bins(data, rows, numbers, edges);
        float[] categoryCosts = [.. data.Categories.SelectMany(category => CategoryCosts(data, rows, category))];
        var (judged, by) = heldRows.Length > 0 ? (held, heldRows) : (data, rows);
        by = [.. by.Where((_, at) => at % ((by.Length / MostHeld) + 1) == 0)];
        var judgedBins = Bins(judged, by, numbers, edges);
        ValueRarity? best = null;
        var least = double.PositiveInfinity;
        for (var given = -1; given < data.Categories.Count; given++)
        {
            var costs = Costs(data, rows, numbers.Length, bins, given);
            var cost = 0.0;
            for (var at = 0; at < by.Length; at++)
            {
                var from = Value(judged, by[at], given) * numbers.Length;
                for (var i = 0; i < numbers.Length; i++)
                    cost += costs[((from + i) * ValueRarity.Bins) + judgedBins[(at * numbers.Length) + i]];
            }

            if (cost >= least) continue;
            least = cost;
            best = new ValueRarity(given, data.Categories, numbers, edges, costs, categoryCosts);
        }

        return best!;
    }

    private static float[] Edges(VectorData data, int[] rows, int[] numbers)
    {
        var edges = new float[numbers.Length * ValueRarity.EdgesPerNumber];
        var values = new float[rows.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            for (var at = 0; at < rows.Length; at++) values[at] = data.Row(rows[at])[numbers[i]];
            Array.Sort(values);
            for (var level = 0; level < Levels.Length; level++)
                edges[(i * Levels.Length) + level] = values[(int)Math.Round(Levels[level] * (values.Length - 1))];
        }

        return edges;
    }

    private static byte[] Bins(VectorData data, int[] rows, int[] numbers, float[] edges)
    {
        var bins = new byte[rows.Length * numbers.Length];
        for (var at = 0; at < rows.Length; at++)
        {
            var row = data.Row(rows[at]);
            for (var i = 0; i < numbers.Length; i++)
            {
                bins[(at * numbers.Length) + i] = (byte)ValueRarity.BinOf(
                    row[numbers[i]], edges.AsSpan(i * ValueRarity.EdgesPerNumber, ValueRarity.EdgesPerNumber));
            }
        }

        return bins;
    }

    private static float[] Costs(VectorData data, int[] rows, int numbers, byte[] bins, int given)
    {
        var values = given < 0 ? 1 : data.Categories[given].Width;
        var (counts, whole, seen) = (
            new double[values * numbers * ValueRarity.Bins], new double[numbers * ValueRarity.Bins],
            new double[values]);
        Array.Fill(whole, Unseen);
        for (var at = 0; at < rows.Length; at++)
        {
            var value = Value(data, rows[at], given);
            seen[value]++;
            for (var i = 0; i < numbers; i++)
            {
                var bin = bins[(at * numbers) + i];
                counts[(((value * numbers) + i) * ValueRarity.Bins) + bin]++;
                whole[(i * ValueRarity.Bins) + bin]++;
            }
        }

        var all = rows.Length + (Unseen * ValueRarity.Bins);
        var costs = new float[counts.Length];
        for (var at = 0; at < costs.Length; at++)
        {
            var value = at / (numbers * ValueRarity.Bins);
            costs[at] = (float)-Math.Log(
                (counts[at] + (Borrowed * whole[at % whole.Length] / all)) / (seen[value] + Borrowed));
        }

        return costs;
    }

    private static float[] CategoryCosts(VectorData data, int[] rows, CategoryColumns category)
    {
        var counts = new double[category.Width];
        foreach (var row in rows) counts[ValueRarity.ValueOf(data.Row(row), category)]++;
        return [.. counts.Select(count => (float)-Math.Log((count + Unseen) / (rows.Length + 1)))];
    }

    private static int Value(VectorData data, int row, int given) =>
        given < 0 ? 0 : ValueRarity.ValueOf(data.Row(row), data.Categories[given]);
}
