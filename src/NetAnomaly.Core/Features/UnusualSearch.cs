using System.Globalization;

namespace NetAnomaly.Core.Features;

/// <summary>Finds in a vector the column that deviates most from what training rows held.</summary>
internal static class UnusualSearch
{
    private const string Missing = "missing";

    public static UnusualFeature Find(FeatureMapState state, NumberOutput[] numbers, CategoryOutput[] categories, ReadOnlySpan<float> vector)
    {
        var found = new UnusualFeature("", "", double.NegativeInfinity);
        foreach (var number in numbers)
        {
            var column = number.State;
            if (number.Missing >= 0 && vector[number.Missing] > 0)
            {
                var rarity = Rarity(column.MissingShare <= 0.5 ? column.MissingShare : 1, state.Rows);
                if (rarity > found.Deviation) found = new UnusualFeature(column.Name, Missing, rarity);
            }
            else if (number.Value >= 0 && Math.Abs(vector[number.Value]) is var deviation && deviation > found.Deviation)
            {
                found = new UnusualFeature(column.Name, Text(column, vector[number.Value], state.Clip), deviation);
            }
        }

        foreach (var category in categories)
        {
            var column = category.State;
            var offset = vector.Slice(category.First, category.Width).IndexOfAnyExcept(0);
            if (offset < 0) continue;
            var isKnown = offset < column.Values.Count;
            var rarity = Rarity(category.Tail(offset), state.Rows);
            if (rarity > found.Deviation) found = new UnusualFeature(column.Name, isKnown ? Text(column.Values[offset]) : "(other)", rarity);
        }

        return found;
    }

    /// <summary>What a flow has in a column; <see langword="null"/> if it has no such column.</summary>
    public static string? ValueText(FlowRecord flow, string column)
    {
        var schema = FlowColumns.SchemaOf(flow);
        var values = new float[schema.Numbers.Count];
        var texts = new string[schema.Categories.Count];
        FlowColumns.Write(flow, values, texts);
        return schema.NumberIndex(column) is >= 0 and var number ? Text(values[number])
            : schema.CategoryIndex(column) is >= 0 and var category ? Text(texts[category])
            : null;
    }

    // What no training row held is taken for rarer than one row.
    private static double Rarity(double share, long rows) => Math.Sqrt(-2 * Math.Log(Math.Clamp(share, 1.0 / (rows + 1), 1)));

    private static string Text(NumberColumnState column, float scaled, double clip)
    {
        var value = Text(FeatureFitting.SignedExp((scaled * column.Scale) + column.Median));
        return scaled >= clip ? $"at least {value}" : scaled <= -clip ? $"at most {value}" : value;
    }

    private static string Text(double value) =>
        !double.IsFinite(value) ? Missing
        : Math.Abs(value) >= 1e15 ? value.ToString("0.###e+0", CultureInfo.InvariantCulture)
        : Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Text(string category) => category.Length == 0 ? Missing : category;
}
