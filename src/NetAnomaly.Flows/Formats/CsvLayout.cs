using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>A CSV file's header, read with a column map.</summary>
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
            var names = HeaderNames.Split(header, separator);
            var fitting = map is null ? ColumnMaps.Match(names)?.Columns : Lacking(names, map).Length == 0 ? map : null;
            if (fitting is not null) return Layout(header, separator, names, fitting);
        }

        return null;
    }

    /// <summary>The columns of a map that a header lacks, by the separator that finds most of them.</summary>
    public static string[] Missing(string header, ColumnMap map) =>
        Separators.Select(separator => Lacking(HeaderNames.Split(header, separator), map))
            .MinBy(missing => missing.Length)!;

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
}
