namespace NetAnomaly.Core.Features;

/// <summary>Where the columns of a map stand in a schema.</summary>
/// <param name="Numbers">For each column of numbers of the map its index in the schema.</param>
/// <param name="Categories">For each column of categories of the map its index in the schema.</param>
internal sealed record FeatureBinding(int[] Numbers, int[] Categories)
{
    /// <exception cref="ArgumentException">The schema lacks a column.</exception>
    public static FeatureBinding Of(FeatureMapState state, FeatureSchema schema)
    {
        int[] numbers = [.. state.Numbers.Select(column => schema.NumberIndex(column.Name))];
        int[] categories = [.. state.Categories.Select(column => schema.CategoryIndex(column.Name))];
        string[] missing =
        [
            .. state.Numbers.Where((_, i) => numbers[i] < 0).Select(column => column.Name),
            .. state.Categories.Where((_, i) => categories[i] < 0).Select(column => column.Name),
        ];
        return missing.Length == 0
            ? new FeatureBinding(numbers, categories)
            : throw new ArgumentException(
                $"The flows ({schema}) lack feature columns that the map was fitted on ({state.Schema}): "
                    + $"{string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? ", …" : "")}. Use flows of the "
                    + $"same export.",
                nameof(schema));
    }
}

/// <summary>A table bound to a map: its columns, and for each of its category texts the output's offset.</summary>
internal sealed record FeatureTableBinding(FeatureBinding Columns, int[][] Offsets);
