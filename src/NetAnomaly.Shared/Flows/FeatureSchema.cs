using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// The feature columns that a flow carries: a name for the layout, columns of numbers, and columns of categories.
/// Immutable; one instance serves every flow of a file. Two schemas are equal when their columns are, whatever they are
/// called.
/// </summary>
public sealed class FeatureSchema : IEquatable<FeatureSchema>
{
    private readonly string[] numbers;
    private readonly string[] categories;

    /// <summary>Makes a schema.</summary>
    /// <param name="name">What the layout is called, such as <c>Kdd</c>.</param>
    /// <param name="numbers">The names of the columns of numbers, in order.</param>
    /// <param name="categories">The names of the columns of categories, in order.</param>
    /// <exception cref="ArgumentException">A name is blank or comes twice, or there is no column.</exception>
    public FeatureSchema(string name, IEnumerable<string> numbers, IEnumerable<string> categories)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        this.numbers = [.. numbers];
        this.categories = [.. categories];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in this.numbers.Concat(this.categories))
        {
            if (string.IsNullOrWhiteSpace(column))
                throw new ArgumentException("A column has no name.", nameof(numbers));
            if (!seen.Add(column)) throw new ArgumentException($"The column '{column}' comes twice.", nameof(numbers));
        }

        if (seen.Count == 0) throw new ArgumentException("A schema has at least one column.", nameof(numbers));
    }

    /// <summary>What the layout is called.</summary>
    public string Name { get; }

    /// <summary>The columns of numbers, in order.</summary>
    public IReadOnlyList<string> Numbers => numbers;

    /// <summary>The columns of categories, in order.</summary>
    public IReadOnlyList<string> Categories => categories;

    /// <summary>Where a column of numbers stands; -1 if there is none of the name.</summary>
    public int NumberIndex(string column) => Array.IndexOf(numbers, column);

    /// <summary>Where a column of categories stands; -1 if there is none of the name.</summary>
    public int CategoryIndex(string column) => Array.IndexOf(categories, column);

    /// <summary>Whether the other has the same columns in the same order.</summary>
    public bool Equals(FeatureSchema? other) =>
        ReferenceEquals(this, other)
        || (other is not null && numbers.AsSpan().SequenceEqual(other.numbers) && categories.AsSpan()
            .SequenceEqual(other.categories));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureSchema);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(numbers.Length, categories.Length, numbers.FirstOrDefault(), categories.FirstOrDefault());

    /// <summary><c>Kdd: 38 numbers, 3 categories</c>.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Name}: {CountedText.Of(numbers.Length, "number|numbers")}, "
            + $"{CountedText.Of(categories.Length, "category|categories")}"));
}
