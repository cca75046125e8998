using System.Text;
using CsvHelper;

namespace NetAnomaly.Flows.Text;

/// <summary>Takes a header line apart: names with spaces or quotes around them, as <c>Export-Csv</c> writes
/// them.</summary>
/// <remarks>
/// A header is split by CsvHelper where it is quoted, rows by <see cref="CellSplitter"/>: a row of flows has seldom a
/// quote, and never needs a string for a cell that is a number, so that splitting on spans is several times faster
/// than a general parser.
/// </remarks>
internal static class HeaderNames
{
    /// <summary>The names.</summary>
    public static string[] Split(string header, char separator)
    {
        if (!IsQuoted(header)) return header.Split(separator, StringSplitOptions.TrimEntries);
        using var csv = CsvReader.Create(
            Encoding.UTF8.GetBytes(header),
            new CsvReaderOptions { Separator = separator, HasHeader = false, AllowLineBreaksInQuotes = false });
        return csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(index => csv.GetString(index).Trim())] : [];
    }

    /// <summary>The names, by the separator that stands there most often.</summary>
    public static string[] Split(string header) => Split(header, Separator(header));

    /// <summary>What separates most: a comma, a semicolon or a tab.</summary>
    public static char Separator(string line) =>
        line.Count(c => c == ',') is var commas && line.Count(c => c == ';') > commas ? ';'
        : line.Count(c => c == '\t') > commas ? '\t'
        : ',';

    /// <summary>Whether names stand in quotes: then the cells below do too.</summary>
    public static bool IsQuoted(string header) => header.Contains('"', StringComparison.Ordinal);
}
