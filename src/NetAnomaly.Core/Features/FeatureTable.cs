namespace NetAnomaly.Core.Features;

/// <summary>
/// The feature columns of many flows, row by row: 4 bytes per value. Immutable, made by
/// <see cref="FeatureTableBuilder"/>.
/// </summary>
internal sealed class FeatureTable
{
    private readonly BlockMatrix<float> numbers;
    private readonly BlockMatrix<int> categories;
    private readonly IReadOnlyList<string>[] texts;

    internal FeatureTable(
        FeatureSchema schema, BlockMatrix<float> numbers, BlockMatrix<int> categories, IReadOnlyList<string>[] texts)
    {
        Schema = schema;
        this.numbers = numbers;
        this.categories = categories;
        this.texts = texts;
    }

    /// <summary>What the columns are.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>How many rows there are; row i is the i-th flow that was added.</summary>
    public int Rows => numbers.Count;

    /// <summary>The numbers of a row, one per column of numbers; NaN where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Numbers(int row) => numbers[row];

    /// <summary>
    /// The categories of a row, one per column of categories, as indices into <see cref="Texts"/> of the column.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> Categories(int row) => categories[row];

    /// <summary>The distinct texts of a column of categories, in order of appearance.</summary>
    /// <param name="column">The column's index in <see cref="FeatureSchema.Categories"/>.</param>
    public IReadOnlyList<string> Texts(int column) => texts[column];

    /// <summary>These rows, and after them those of another table of the same columns.</summary>
    /// <exception cref="ArgumentException">The other's columns are others.</exception>
    internal FeatureTable Append(FeatureTable other)
    {
        if (!Schema.Equals(other.Schema))
            throw new ArgumentException(
                $"The flows have other feature columns ({other.Schema}) than those before them ({Schema}).",
                nameof(other));
        var (allNumbers, allCategories) = (
            new BlockMatrix<float>(Schema.Numbers.Count), new BlockMatrix<int>(Schema.Categories.Count));
        var tables = Schema.Categories.Select(_ => new CategoryTable()).ToArray();
        foreach (var table in new[] { this, other })
        {
            var renumbered = table.texts.Select((own, column) => own.Select(tables[column].Id).ToArray()).ToArray();
            for (var row = 0; row < table.Rows; row++)
            {
                table.Numbers(row).CopyTo(allNumbers.Add());
                var from = table.Categories(row);
                var to = allCategories.Add();
                for (var column = 0; column < to.Length; column++) to[column] = renumbered[column][from[column]];
            }
        }

        return new FeatureTable(Schema, allNumbers, allCategories, [.. tables.Select(table => table.Texts)]);
    }
}
