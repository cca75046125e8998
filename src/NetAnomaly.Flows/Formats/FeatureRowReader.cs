using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads a feature export row by row: each flow carries the export's own columns.</summary>
internal sealed class FeatureRowReader(
    FlowReadContext context, Func<string, FeatureLayout?> layoutOf,
    Func<long, FlowFileException> noLayout) : RowReader(context)
{
    private const int MaxTextLength = 1000;

    private readonly CellSplitter cells = new();

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var text = Layout is null ? HeadText.Bare(Lines.Text) : Lines.Text;
        // The files of CICIDS2017 end in hundreds of thousands of rows that are commas and nothing else.
        return !text.ContainsAnyExcept(" \t,;\"") || TakeHeader(text) ? null : Parse(text, (FeatureLayout)Layout!);
    }

    /// <summary>Takes the first line's header; it may come again where files were joined.</summary>
    private bool TakeHeader(ReadOnlySpan<char> text)
    {
        if (Layout is FeatureLayout known)
        {
            // Rows begin with another letter than the header, nearly always with a digit.
            if (known.Header.Length == 0 || text.Length < 2 || text[0] != known.Header[0] || text[1] != known.Header[1])
                return false;
            if (text.SequenceEqual(known.Header)) return true;
            if (layoutOf(text.ToString()) is not { HasHeader: true } other) return false;
            Layout = Of(other, text.ToString());
            return true;
        }

        var first = text.ToString();
        var found = layoutOf(first) ?? throw noLayout(Lines.Number);
        Layout = Of(found, first);
        return found.HasHeader;
    }

    private static FeatureLayout Of(FeatureLayout layout, string first) => layout with
    {
        Header = layout.HasHeader ? first : "",
        Separator = HeaderNames.Separator(first),
        IsQuoted = HeaderNames.IsQuoted(first),
    };

    private FlowRecord? Parse(ReadOnlySpan<char> text, FeatureLayout layout)
    {
        Row.BeginAnywhere(Lines.Number);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else if (cells.Split(
            text, layout.Separator, layout.Columns.Length, layout.IsQuoted, isPadded: false, out var count) is { } bad)
            Row.Fail(bad);
        else if (count < layout.Least || count > layout.Columns.Length) Row.Fail(WrongCount(count, layout));
        else Fill(cells.Text(text), count, layout);
        return Row.Finish(text);
    }

    private void Fill(ReadOnlySpan<char> text, int count, FeatureLayout layout)
    {
        var schema = layout.Schema;
        var numbers = new float[schema.Numbers.Count];
        var categories = new string[schema.Categories.Count];
        for (var i = 0; i < count; i++)
        {
            var column = layout.Columns[i];
            var part = text[cells[i]].Trim();
            Row.Set(column.Field, column.Name, part);
            if (column.Number >= 0) numbers[column.Number] = Number(column.Name, part);
            if (column.Category >= 0) categories[column.Category] = Category(column, part);
            if (Row.IsFaulty) return;
        }

        Row.Features = new FlowFeatures(schema, numbers, categories);
    }

    private float Number(string name, ReadOnlySpan<char> text)
    {
        if (FlowRowBuilder.IsAbsent(text)) return float.NaN;
        // Includes Infinity, -Infinity and NaN; a number beyond the range of float is infinite.
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        switch (text)
        {
            case "inf" or "Inf" or "+inf": return float.PositiveInfinity;
            case "-inf" or "-Inf": return float.NegativeInfinity;
            default:
                Row.Fail(name, text, "is not a number");
                return float.NaN;
        }
    }

    private string Category(FeatureColumn column, ReadOnlySpan<char> text)
    {
        if (Row.IsFaulty) return "";
        switch (column.Field)
        {
            case FlowField.Protocol:
                return Context.Protocols.Share(text, ProtocolNames.Canonical);
            case FlowField.DestinationPort:
                return NumberText.Port(text, out var port) is null ? FlowColumns.PortText(port) : "";
            default:
                if (text.Length <= MaxTextLength) return Context.Texts.Share(text);
                Row.Fail(column.Name, text, "is longer than 1,000 characters");
                return "";
        }
    }

    private static string WrongCount(int count, FeatureLayout layout)
    {
        var most = layout.Columns.Length;
        var wanted = layout.Least == most
            ? string.Create(CultureInfo.InvariantCulture, $"{most}")
            : string.Create(CultureInfo.InvariantCulture, $"{layout.Least} to {most}");
        return string.Create(
            CultureInfo.InvariantCulture, $"it has {count} columns where the format has {wanted}");
    }
}
