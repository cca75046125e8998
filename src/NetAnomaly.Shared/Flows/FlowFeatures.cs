namespace NetAnomaly;

/// <summary>
/// The feature columns that an export gives for one flow beside (or instead of) addresses and counts, as data sets for
/// machine learning do. Immutable; 4 bytes per number, texts shared between flows.
/// </summary>
public sealed class FlowFeatures : IEquatable<FlowFeatures>
{
    private readonly float[] numbers;
    private readonly string[] categories;

    /// <summary>Makes the features of one flow.</summary>
    /// <param name="schema">What the columns are.</param>
    /// <param name="numbers">One number per column of numbers, NaN where the export has none. Kept, not copied.</param>
    /// <param name="categories">One text per column of categories, empty where the export has none; share equal texts.
    /// Kept, not copied.</param>
    /// <exception cref="ArgumentException">There is not one value per column.</exception>
    public FlowFeatures(FeatureSchema schema, float[] numbers, string[] categories)
    {
        if (numbers.Length != schema.Numbers.Count)
            throw new ArgumentException("There must be one number per column.", nameof(numbers));
        if (categories.Length != schema.Categories.Count)
            throw new ArgumentException("There must be one category per column.", nameof(categories));
        if (Array.Exists(categories, category => category is null))
            throw new ArgumentException("A category that is missing is an empty text.", nameof(categories));
        Schema = schema;
        this.numbers = numbers;
        this.categories = categories;
    }

    /// <summary>What the columns are.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>
    /// The numbers, in the order of <see cref="FeatureSchema.Numbers"/>; NaN where there is none, infinite where the
    /// export says so.
    /// </summary>
    public IReadOnlyList<float> Numbers => numbers;

    /// <summary>
    /// The categories, in the order of <see cref="FeatureSchema.Categories"/>; empty where there is none.
    /// </summary>
    public IReadOnlyList<string> Categories => categories;

    /// <summary>
    /// The value of a column: a <see cref="float"/> or a <see cref="string"/>; <see langword="null"/> if there is no
    /// such column.
    /// </summary>
    /// <param name="column">The column's name, as the schema spells it.</param>
    public object? this[string column] =>
        Schema.NumberIndex(column) is >= 0 and var number ? numbers[number]
        : Schema.CategoryIndex(column) is >= 0 and var category ? categories[category]
        : null;

    /// <summary><see cref="Numbers"/>, for loops that are hot.</summary>
    public ReadOnlySpan<float> NumberSpan() => numbers;

    /// <summary><see cref="Categories"/>, for loops that are hot.</summary>
    public ReadOnlySpan<string> CategorySpan() => categories;

    /// <summary>Whether the other has the same columns with the same values.</summary>
    public bool Equals(FlowFeatures? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Schema.Equals(other.Schema) && numbers.AsSpan().SequenceEqual(other.numbers)
            && categories.AsSpan().SequenceEqual(other.categories));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FlowFeatures);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var number in numbers) hash.Add(number);
        foreach (var category in categories) hash.Add(category, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <inheritdoc cref="FeatureSchema.ToString"/>
    public override string ToString() => Schema.ToString();
}
