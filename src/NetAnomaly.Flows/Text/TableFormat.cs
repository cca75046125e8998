namespace NetAnomaly.Flows.Text;

/// <summary>A format that is a table of text: a header names the columns, and each row is a flow.</summary>
internal abstract class TableFormat : IFlowFormat
{
    private const int LinesTried = 20;

    private protected TableFormat()
    {
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public abstract string Recognition { get; }

    /// <inheritdoc/>
    public virtual bool Recognizes(ReadOnlySpan<byte> head)
    {
        var isCut = false;
        foreach (var line in HeadText.FirstLines(head, LinesTried))
        {
            if (LayoutOf(line) is not null) return true;
            if (IsNoRow(line)) continue;
            if (isCut || !CanLoseFirstLine) return false;
            isCut = true;
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return ParallelRowReader.Read(stream, context, own => new TableRowReader(own, this));
    }

    /// <summary>
    /// The layout that a line asks for as a header; <see langword="null"/> where it is none. With an empty header the
    /// line is a row already.
    /// </summary>
    private protected abstract TableLayout? LayoutOf(string line);

    /// <summary>The same, where the layout depends on what the user said.</summary>
    internal virtual TableLayout? LayoutOf(string line, FlowReadContext context) => LayoutOf(line);

    /// <summary>Whether a line between the rows deserves a look as a header: files are joined.</summary>
    internal virtual bool MayBeHeader(ReadOnlySpan<char> line, TableLayout layout) =>
        layout.Header.Length > 0 && line.Length > 1 && line[0] == layout.Header[0] && line[1] == layout.Header[1];

    /// <summary>Whether the header may stand behind a line that is damaged, or the rest of one.</summary>
    internal virtual bool CanLoseFirstLine => true;

    /// <summary>Whether a line is neither a row nor a header: a comment, a sum at the end.</summary>
    internal virtual bool IsNoRow(ReadOnlySpan<char> line) => false;

    /// <summary>Whether a line ends the table: what comes behind is no row, until a header comes again.</summary>
    internal virtual bool EndsTable(ReadOnlySpan<char> line) => false;

    /// <summary>What to say where the first row comes before a header.</summary>
    internal virtual FlowFileException NoHeader(ReadOnlySpan<char> line, long number, FlowReadContext context) =>
        FlowFileErrors.MissingColumn(
            context.Path, number, $"there is no header of {Name}.",
            "Export with the header line, or name another format.");
}
