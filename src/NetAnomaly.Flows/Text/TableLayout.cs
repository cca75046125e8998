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

    /// <summary>The same layout without the columns of a kind.</summary>
    public TableLayout Without(FlowField field) =>
        this with { Columns = Array.FindAll(Columns, column => column.Field != field) };

    /// <summary>
    /// The layout of a header by the first of several separators that finds all columns that are needed;
    /// <see langword="null"/> where none does.
    /// </summary>
    /// <param name="header">The header.</param>
    /// <param name="separators">What may stand between two names.</param>
    /// <param name="known">What columns hold, by name.</param>
    /// <param name="needed">What there must be a column of.</param>
    public static TableLayout? TryOf(
        string header, string separators, IReadOnlyDictionary<string, FlowField> known,
        params ReadOnlySpan<FlowField> needed)
    {
        foreach (var separator in separators)
        {
            if (!header.Contains(separator)) continue;
            var layout = Of(header, separator, known);
            var has = true;
            foreach (var field in needed) has &= layout.Has(field);
            if (has) return layout;
        }

        return null;
    }

    /// <summary>Makes a layout of named columns, by what each name is known to hold.</summary>
    /// <param name="header">The header.</param>
    /// <param name="separator">What stands between two names.</param>
    /// <param name="known">What columns hold, by name.</param>
    public static TableLayout Of(string header, char separator, IReadOnlyDictionary<string, FlowField> known)
    {
        var names = HeaderNames.Split(header, separator);
        var seen = new HashSet<FlowField>();
        return new TableLayout
        {
            Header = header,
            Separator = separator,
            IsQuoted = HeaderNames.IsQuoted(header),
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
