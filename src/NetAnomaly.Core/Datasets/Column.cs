namespace NetAnomaly.Core.Datasets;

/// <summary>What a column has one value of.</summary>
internal enum ColumnLevel
{
    /// <summary>One value per conversation.</summary>
    Conversation,

    /// <summary>One value per flow, conversation after conversation.</summary>
    Flow,
}

/// <summary>One column of a <see cref="ConversationTable"/>. Immutable.</summary>
/// <param name="name">Its name, once in a table.</param>
/// <param name="level">What it has one value of.</param>
internal abstract class Column(string name, ColumnLevel level)
{
    /// <summary>Its name, once in a table.</summary>
    public string Name { get; } = name;

    /// <summary>What it has one value of.</summary>
    public ColumnLevel Level { get; } = level;

    /// <summary>The values of some conversations, in their order.</summary>
    public abstract Column Select(RowSelection rows);

    /// <summary>These values, and after them those of another table's column of the same name.</summary>
    public abstract Column Append(Column other);

    /// <summary>
    /// Adds some values to a digest: what they are, never the numbers that stand for them, which depend on the order in
    /// which a table was gathered.
    /// </summary>
    /// <param name="digest">Where to.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many rows.</param>
    public abstract void AddTo(DatasetDigest digest, int first, int count);
}
