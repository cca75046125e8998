using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Text;

/// <summary>Reads the rows of a table by its header.</summary>
internal sealed class TableRowReader(FlowReadContext context, TableFormat format) : RowReader(context)
{
    private readonly CellSplitter cells = new();

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var text = Lines.Text;
        if (text.IsWhiteSpace()) return null;
        var layout = (TableLayout?)Layout;
        if (layout is null) text = HeadText.Bare(text);
        if (layout is null || format.MayBeHeader(text, layout))
        {
            if (layout is { IsOver: false } && text.SequenceEqual(layout.Header)) return null;
            if (format.LayoutOf(text.ToString(), Context) is { } found)
            {
                Layout = layout = found;
                if (found.Header.Length > 0) return null;
            }
        }

        if (layout is { IsOver: true } || format.IsNoRow(text)) return null;
        if (layout is not null && format.EndsTable(text))
        {
            Layout = layout with { IsOver = true };
            return null;
        }

        if (layout is not null) return Parse(text, layout);
        if (Lines.Number > 1 || !format.CanLoseFirstLine) throw format.NoHeader(text, Lines.Number, Context);
        Row.Begin(Lines.Number);
        Row.Fail(CutLine);
        return Row.Finish(text);
    }

    private FlowRecord? Parse(ReadOnlySpan<char> text, TableLayout layout)
    {
        if (layout.HasTime) Row.Begin(Lines.Number);
        else Row.BeginAnywhere(Lines.Number);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else if (cells.Split(text, layout) is { } wrong) Row.Fail(wrong);
        else Fill(cells.Text(text), layout);
        return Row.Finish(text);
    }

    private void Fill(ReadOnlySpan<char> text, TableLayout layout)
    {
        foreach (var column in layout.Columns)
        {
            var cell = column.Cells == 1
                ? text[cells[column.Index]]
                : text[cells[column.Index].Start..cells[column.Index + column.Cells - 1].End];
            Row.Set(column.Field, column.Name, layout.IsGuarded ? CellText.Unguard(cell) : cell);
        }
    }
}
