namespace NetAnomaly.Core.Datasets;

/// <summary>Texts as numbers of a dictionary; −1 where there is none.</summary>
internal sealed class TextColumn(
    string name, ColumnLevel level, int[] numbers, TextDictionary dictionary) : Column(name, level)
{
    /// <summary>What the numbers stand for.</summary>
    public TextDictionary Dictionary { get; } = dictionary;

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<int> Numbers => numbers;

    /// <inheritdoc/>
    public override Column Select(RowSelection rows) =>
        new TextColumn(Name, Level, rows.Gather<int>(numbers, Level), Dictionary);

    /// <inheritdoc/>
    public override Column Append(Column other)
    {
        var added = (TextColumn)other;
        var (joined, renumbered) = Dictionary.Join(added.Dictionary);
        return new TextColumn(
            Name, Level,
            [.. numbers, .. added.Numbers.ToArray().Select(number => number < 0 ? -1 : renumbered[number])], joined);
    }

    /// <inheritdoc/>
    public override void AddTo(DatasetDigest digest, int first, int count)
    {
        foreach (var number in numbers.AsSpan(first, count)) digest.Add(Dictionary.Digest(number));
    }
}
