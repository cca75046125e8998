using System.Globalization;

namespace NetAnomaly.Core.Features;

/// <summary>Finds the column whose value is rarest by what training rows held.</summary>
internal sealed class UnusualSearch(FeatureMapState state, NumberOutput[] numbers, CategoryOutput[] categories)
{
    private const string Missing = "missing";

    // Nearer values, in interquartile ranges, are taken for equal.
    private const double Near = 1e-4;

    private UnusualFeature found = new("", "", double.NegativeInfinity);

    /// <summary>The rarest value of a flow.</summary>
    /// <param name="binding">Where its columns stand.</param>
    /// <param name="values">Its numbers.</param>
    /// <param name="texts">Its categories.</param>
    public UnusualFeature OfFlow(FeatureBinding binding, ReadOnlySpan<float> values, ReadOnlySpan<string> texts)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var column = numbers[i].State;
            var value = values[binding.Numbers[i]];
            Offer(
                column.Name, Text(value), float.IsFinite(value)
                    ? Rarity(column, FeatureFitting.SignedLog(value))
                    : MissingRarity(column));
        }

        for (var i = 0; i < categories.Length; i++)
        {
            var text = texts[binding.Categories[i]];
            Offer(categories[i].State.Name, Text(text), Rarity(categories[i].Tail(categories[i].Offset(text))));
        }

        return found;
    }

    private void Offer(string name, string value, double deviation)
    {
        if (deviation > found.Deviation) found = new UnusualFeature(name, value, deviation);
    }

    /// <summary>How rare a number is, given as its logarithm.</summary>
    private double Rarity(NumberColumnState column, double value)
    {
        var unit = column.Scale > 0 ? column.Scale : 1;
        var quantiles = column.Quantiles;
        var beyond = Math.Max(quantiles[0] - value, value - quantiles[^1]) / unit;
        if (beyond > Near) return Rarity(0) + beyond;
        var (below, above) = (1.0, 1.0);
        for (var i = 0; i < quantiles.Count; i++)
        {
            var distance = (quantiles[i] - value) / unit;
            if (distance < -Near) above = 1 - NumberColumnState.Levels[i];
            if (distance > Near) below = Math.Min(below, NumberColumnState.Levels[i]);
        }

        // One row at least was as far out; what none held stays rarer.
        return Rarity(Math.Max(2 * Math.Min(below, above), 1.0 / state.Rows));
    }

    // Where most rows lack a number, lacking it is nothing unusual.
    private double MissingRarity(NumberColumnState column) =>
        Rarity(column.MissingShare <= 0.5 ? column.MissingShare : 1);

    // What no training row held is taken for rarer than one row.
    private double Rarity(double share) => Math.Sqrt(-2 * Math.Log(Math.Clamp(share, 1.0 / (state.Rows + 1), 1)));

    private static string Text(double value) =>
        !double.IsFinite(value) ? Missing
        : Math.Abs(value) >= 1e15 ? value.ToString("0.###e+0", CultureInfo.InvariantCulture)
        : Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Text(string category) => category.Length == 0 ? Missing : category;
}
