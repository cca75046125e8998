namespace NetAnomaly.Flows.Formats;

/// <summary>How the rows of a feature export are laid out.</summary>
internal sealed record FeatureLayout
{
    /// <summary>The feature columns that its flows carry.</summary>
    public required FeatureSchema Schema { get; init; }

    /// <summary>The columns of a row, in the file's order.</summary>
    public required FeatureColumn[] Columns { get; init; }

    /// <summary>How many columns a row has at least; those behind may be left out.</summary>
    public required int Least { get; init; }

    /// <summary>Whether the first line names the columns.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>The file's header as it stands there; empty where it has none.</summary>
    public string Header { get; init; } = "";

    /// <summary>What stands between two cells.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether cells may be quoted: these data sets never do, Export-Csv does.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>
    /// Makes the layout of columns that are known by a name each: those that the schema names become features.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="columns">Each column's name in the file, its known name, and what it says of the flow. The first of
    /// a known name counts.</param>
    /// <param name="hasHeader">Whether the first line names the columns.</param>
    public static FeatureLayout Of(
        FeatureSchema schema, IReadOnlyList<(string Name, string Known, FlowField Field)> columns, bool hasHeader)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return new FeatureLayout
        {
            Schema = schema,
            Columns =
            [
                .. columns.Select(column => seen.Add(column.Known)
                    ? new FeatureColumn(
                        column.Name, column.Field, schema.NumberIndex(column.Known), schema.CategoryIndex(column.Known))
                    : new FeatureColumn(column.Name, FlowField.None, -1, -1)),
            ],
            Least = columns.Count,
            HasHeader = hasHeader,
        };
    }
}
