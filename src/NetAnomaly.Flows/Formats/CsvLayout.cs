using System.Text;
using NetAnomaly.Flows.Text;
using CsvHelper;

namespace NetAnomaly.Flows.Formats;

/// <summary>A CSV file's header, read with a column map.</summary>
/// <remarks>
/// The header is split by CsvHelper, rows by <see cref="CellSplitter"/>: a row of flows has seldom a quote, and never
/// needs a string for a cell that is a number, so that splitting on spans is several times faster than a general
/// parser.
/// </remarks>
internal static class CsvLayout
{
    /// <summary>The header of the CSV files that this product writes.</summary>
    public const string OwnHeader =
        "Start,Duration,Protocol,SourceAddress,SourcePort,DestinationAddress,DestinationPort,"
        + "Bytes,SourceBytes,Packets,SourcePackets,State,Service,Label";

    private const string Separators = ",;\t|";

    /// <summary>
    /// Reads a header with a map given, or with the ready-made map that fits it; <see langword="null"/> where nothing
    /// fits.
    /// </summary>
    /// <param name="header">The first line.</param>
    /// <param name="map">The map; every column that it names must be there. Ready-made maps need times, addresses and
    /// protocol only.</param>
    public static TableLayout? TryRead(string header, ColumnMap? map)
    {
        foreach (var separator in Separators)
        {
            if (!header.Contains(separator)) continue;
            var names = Split(header, separator);
            var fitting = map is null ? ColumnMaps.Match(names)?.Columns : Lacking(names, map).Length == 0 ? map : null;
            if (fitting is not null) return Layout(header, separator, names, fitting);
        }

        return null;
    }

    /// <summary>The columns of a map that a header lacks, by the separator that finds most of them.</summary>
    public static string[] Missing(string header, ColumnMap map) =>
        Separators.Select(separator => Lacking(Split(header, separator), map)).MinBy(missing => missing.Length)!;

    private static TableLayout Layout(string header, char separator, string[] names, ColumnMap map) => new()
    {
        Header = header,
        Separator = separator,
        IsQuoted = true,
        IsGuarded = names.SequenceEqual(OwnHeader.Split(',')),
        Width = names.Length,
        Columns =
        [
            .. map.Mapped()
                .Select(
                    pair => new TableColumn(
                        Array.FindIndex(names, name => name.Equals(pair.Column, StringComparison.OrdinalIgnoreCase)),
                        pair.Field, pair.Column))
                .Where(column => column.Index >= 0),
        ],
    };

    private static string[] Lacking(string[] names, ColumnMap map) =>
        [
            .. map.Mapped().Select(pair => pair.Column).Where(
                column => !names.Contains(column, StringComparer.OrdinalIgnoreCase)),
        ];

    private static string[] Split(string header, char separator)
    {
        using var csv = CsvReader.Create(
            Encoding.UTF8.GetBytes(header),
            new CsvReaderOptions { Separator = separator, HasHeader = false, AllowLineBreaksInQuotes = false });
        return csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(index => csv.GetString(index).Trim())] : [];
    }
}
