namespace NetAnomaly.Flows.Text;

/// <summary>How the rows of a table are laid out. Immutable.</summary>
internal sealed record TableLayout
{
    /// <summary>The header as it stands in the file; empty where there is none.</summary>
    public required string Header { get; init; }

    /// <summary>What stands between two cells.</summary>
    public required char Separator { get; init; }

    /// <summary>Whether several separators in a row count as one, and those at the beginning as none.</summary>
    public bool IsPadded { get; init; }

    /// <summary>Whether cells may be quoted.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>Whether an apostrophe keeps spreadsheets from taking a text for a formula, as in our own CSV.</summary>
    public bool IsGuarded { get; init; }

    /// <summary>How many cells a row has.</summary>
    public required int Width { get; init; }

    /// <summary>The columns that hold something of a flow.</summary>
    public required TableColumn[] Columns { get; init; }

    /// <summary>Whether the table gives times; flows of one that does not begin at 1970.</summary>
    public bool HasTime { get; init; } = true;

    /// <summary>Whether the table has ended: what comes is no row.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether there is a column of a kind.</summary>
    public bool Has(FlowField field) => Array.Exists(Columns, column => column.Field == field);

    /// <summary>Makes a layout of named columns, by what each name is known to hold.</summary>
    /// <param name="header">The header.</param>
    /// <param name="separator">What stands between two names.</param>
    /// <param name="known">What columns hold, by name.</param>
    public static TableLayout Of(string header, char separator, IReadOnlyDictionary<string, FlowField> known)
    {
        var names = header.Split(separator, StringSplitOptions.TrimEntries);
        var seen = new HashSet<FlowField>();
        return new TableLayout
        {
            Header = header,
            Separator = separator,
            Width = names.Length,
            Columns =
            [
                .. names.Index()
                    .Select(pair => new TableColumn(pair.Index, known.GetValueOrDefault(pair.Item), pair.Item))
                    .Where(column => column.Field != FlowField.None && seen.Add(column.Field)),
            ],
        };
    }
}
