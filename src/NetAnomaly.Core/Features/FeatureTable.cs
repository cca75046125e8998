namespace NetAnomaly.Core.Features;

/// <summary>The feature columns of many flows, row by row: 4 bytes per value. Immutable, made by <see cref="FeatureTableBuilder"/>.</summary>
public sealed class FeatureTable
{
    private readonly BlockMatrix<float> numbers;
    private readonly BlockMatrix<int> categories;
    private readonly IReadOnlyList<string>[] texts;

    internal FeatureTable(FeatureSchema schema, BlockMatrix<float> numbers, BlockMatrix<int> categories, IReadOnlyList<string>[] texts)
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

    /// <summary>The categories of a row, one per column of categories, as indices into <see cref="Texts"/> of the column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> Categories(int row) => categories[row];

    /// <summary>The distinct texts of a column of categories, in order of appearance.</summary>
    /// <param name="column">The column's index in <see cref="FeatureSchema.Categories"/>.</param>
    public IReadOnlyList<string> Texts(int column) => texts[column];
}
