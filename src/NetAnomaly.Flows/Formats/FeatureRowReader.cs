using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads a feature export row by row: each flow carries the export's own columns.</summary>
/// <remarks>
/// None of these exports quotes, so that a row is split on spans; a CSV parser would look for quotes in eighty columns
/// a row.
/// </remarks>
internal sealed class FeatureRowReader(
    FlowReadContext context, Func<string, FeatureLayout?> layoutOf,
    Func<long, FlowFileException> noLayout) : RowReader(context)
{
    private const char Separator = ',';
    private const int MaxTextLength = 1000;

    private Range[] parts = [];

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        // The files of CICIDS2017 end in hundreds of thousands of rows that are commas and nothing else.
        return !Lines.Text.ContainsAnyExcept(" \t,") || TakeHeader() ? null : Parse(Lines.Text, (FeatureLayout)Layout!);
    }

    /// <summary>Takes the first line's header; it may come again where files were joined.</summary>
    private bool TakeHeader()
    {
        if (Layout is FeatureLayout known) return known.Header.Length > 0 && Lines.Text.SequenceEqual(known.Header);
        var first = Lines.Text.ToString();
        var found = layoutOf(first) ?? throw noLayout(Lines.Number);
        if (found.HasHeader) found = found with { Header = first };
        Layout = found;
        return found.HasHeader;
    }

    private FlowRecord? Parse(ReadOnlySpan<char> text, FeatureLayout layout)
    {
        Row.BeginAnywhere(Lines.Number);
        // One more than there are columns, to see rows that have too many.
        if (parts.Length != layout.Columns.Length + 1) parts = new Range[layout.Columns.Length + 1];
        var count = text.Split(parts, Separator);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else if (count >= layout.Least && count <= layout.Columns.Length) Fill(text, count, layout);
        else Row.Fail(WrongCount(text, layout));
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
            var part = text[parts[i]].Trim();
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

    private static string WrongCount(ReadOnlySpan<char> text, FeatureLayout layout)
    {
        var most = layout.Columns.Length;
        var wanted = layout.Least == most
            ? string.Create(CultureInfo.InvariantCulture, $"{most}")
            : string.Create(CultureInfo.InvariantCulture, $"{layout.Least} to {most}");
        return string.Create(
            CultureInfo.InvariantCulture, $"it has {text.Count(Separator) + 1} columns where the format has {wanted}");
    }
}
