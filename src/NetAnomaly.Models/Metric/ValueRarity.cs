using NetAnomaly.Core.Features;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// How rare a row's values are among normal rows: the sum of the <see cref="Counted"/> rarest of its numbers, each −ln
/// of the share of its bin among rows with the same value of one category, and of −ln of the share of each of its
/// categories. A naive Bayes density of which only the strangest numbers count, so that many slightly unusual ones are
/// not an attack. Immutable.
/// </summary>
/// <param name="Given">The category that numbers are seen by, as its index; −1 where they are seen all
/// together.</param>
/// <param name="Categories">Where categories stand.</param>
/// <param name="Numbers">The columns of numbers.</param>
/// <param name="Edges">Upper edges of bins, ascending: [number × <see cref="EdgesPerNumber"/>]; the last bin lies above
/// them.</param>
/// <param name="Costs">−ln of shares, nats: [(value of the category × numbers + number) × bins].</param>
/// <param name="CategoryCosts">−ln of shares, nats: those of the first category's values, then the next one's.</param>
internal sealed record ValueRarity(
    int Given, IReadOnlyList<CategoryColumns> Categories, int[] Numbers, float[] Edges, float[] Costs,
    float[] CategoryCosts)
{
    /// <summary>Edges between the bins of a number.</summary>
    public const int EdgesPerNumber = 12;

    /// <summary>Bins of a number.</summary>
    public const int Bins = EdgesPerNumber + 1;

    /// <summary>Numbers of a row that count, the rarest.</summary>
    public const int Counted = 3;

    /// <summary>How rare a row's values are, nats.</summary>
    public float Of(ReadOnlySpan<float> row)
    {
        Span<float> rarest = stackalloc float[Counted];
        rarest.Clear();
        var from = (Given < 0 ? 0 : ValueOf(row, Categories[Given])) * Numbers.Length;
        for (var i = 0; i < Numbers.Length; i++)
        {
            var cost =
                Costs[((from + i) * Bins) + BinOf(row[Numbers[i]], Edges.AsSpan(i * EdgesPerNumber, EdgesPerNumber))];
            if (cost <= rarest[^1]) continue;
            var at = Counted - 1;
            for (; at > 0 && rarest[at - 1] < cost; at--) rarest[at] = rarest[at - 1];
            rarest[at] = cost;
        }

        var sum = 0f;
        foreach (var cost in rarest) sum += cost;
        var first = 0;
        foreach (var category in Categories)
        {
            sum += CategoryCosts[first + ValueOf(row, category)];
            first += category.Width;
        }

        return sum;
    }

    /// <summary>The value of a category, as its column counted from the first.</summary>
    public static int ValueOf(ReadOnlySpan<float> row, CategoryColumns category) =>
        Math.Max(0, row.Slice(category.First, category.Width).IndexOfAnyExcept(0f));

    /// <summary>The bin of a number: how many edges it lies above.</summary>
    public static int BinOf(float number, ReadOnlySpan<float> edges)
    {
        var bin = 0;
        while (bin < edges.Length && number > edges[bin]) bin++;
        return bin;
    }
}
