using System.Globalization;
using NetAnomaly.Core.Features;
using NetAnomaly.Core.Readers.Rows;
using NetAnomaly.Core.Readers.Text;

namespace NetAnomaly.Core.Readers.FeatureRows;

/// <summary>Reads a feature export row by row: each flow carries the export's own columns.</summary>
/// <remarks>None of these exports quotes, so that a row is split on spans; a CSV parser would look for quotes in eighty columns a row.</remarks>
internal sealed class FeatureRowReader(Stream stream, FlowReadContext context, Func<string, FeatureLayout?> layoutOf, Func<long, FlowFileException> noLayout)
{
    private const char Separator = ',';
    private const int MaxTextLength = 1000;

    private readonly LineReader lines = new(stream, context);
    private readonly FlowRow row = new(context);
    private FeatureLayout? layout;
    private string header = "";
    private Range[] parts = [];

    /// <summary>The next good flow; <see langword="null"/> at the end.</summary>
    public FlowRecord? Next()
    {
        while (lines.Read())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            // The files of CICIDS2017 end in hundreds of thousands of rows that are commas and nothing else.
            if (!lines.Text.ContainsAnyExcept(" \t,") || TakeHeader()) continue;
            if (Parse() is { } flow) return flow;
        }

        return null;
    }

    /// <summary>Takes the first line's header; it may come again where files were joined.</summary>
    private bool TakeHeader()
    {
        if (layout is not null) return header.Length > 0 && lines.Text.SequenceEqual(header);
        var first = lines.Text.ToString();
        layout = layoutOf(first) ?? throw noLayout(lines.Number);
        // One more than there are columns, to see rows that have too many.
        parts = new Range[layout.Columns.Length + 1];
        if (layout.HasHeader) header = first;
        return layout.HasHeader;
    }

    private FlowRecord? Parse()
    {
        row.BeginAnywhere(lines.Number);
        var text = lines.Text;
        var count = text.Split(parts, Separator);
        if (lines.IsTooLong) row.Fail("the line is longer than 1 MiB");
        else if (count >= layout!.Least && count <= layout.Columns.Length) Fill(text, count);
        else row.Fail(WrongCount(text, layout));
        return row.Finish(text);
    }

    private void Fill(ReadOnlySpan<char> text, int count)
    {
        var schema = layout!.Schema;
        var numbers = new float[schema.Numbers.Count];
        var categories = new string[schema.Categories.Count];
        for (var i = 0; i < count; i++)
        {
            var column = layout.Columns[i];
            var part = text[parts[i]].Trim();
            row.Set(column.Field, column.Name, part);
            if (column.Number >= 0) numbers[column.Number] = Number(column.Name, part);
            if (column.Category >= 0) categories[column.Category] = Category(column, part);
            if (row.IsFaulty) return;
        }

        row.Features = new FlowFeatures(schema, numbers, categories);
    }

    private float Number(string name, ReadOnlySpan<char> text)
    {
        if (FlowRow.IsAbsent(text)) return float.NaN;
        // Includes Infinity, -Infinity and NaN; a number beyond the range of float is infinite.
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        switch (text)
        {
            case "inf" or "Inf" or "+inf": return float.PositiveInfinity;
            case "-inf" or "-Inf": return float.NegativeInfinity;
            default:
                row.Fail(name, text, "is not a number");
                return float.NaN;
        }
    }

    private string Category(FeatureColumn column, ReadOnlySpan<char> text)
    {
        if (row.IsFaulty) return "";
        switch (column.Field)
        {
            case FlowField.Protocol:
                return context.Protocols.Share(text, ProtocolNames.Canonical);
            case FlowField.DestinationPort:
                return NumberText.Port(text, out var port) is null ? FlowColumns.PortText(port) : "";
            default:
                if (text.Length <= MaxTextLength) return context.Texts.Share(text);
                row.Fail(column.Name, text, "is longer than 1,000 characters");
                return "";
        }
    }

    private static string WrongCount(ReadOnlySpan<char> text, FeatureLayout layout)
    {
        var most = layout.Columns.Length;
        var wanted = layout.Least == most ? string.Create(CultureInfo.InvariantCulture, $"{most}") : string.Create(CultureInfo.InvariantCulture, $"{layout.Least} to {most}");
        return string.Create(CultureInfo.InvariantCulture, $"it has {text.Count(Separator) + 1} columns where the format has {wanted}");
    }
}
