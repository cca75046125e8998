using System.Text;
using CsvHelper;
using NetAnomaly.Core.Readers.Rows;

namespace NetAnomaly.Core.Readers.Csv;

/// <summary>A CSV file's header, read with a column map: the separator, and what each column holds.</summary>
internal sealed class CsvLayout
{
    private const string Separators = ",;\t|";

    private CsvLayout(char separator, string[] names, IReadOnlyList<(FlowField Field, string Column)> mapped)
    {
        Separator = separator;
        Names = names;
        Columns = [.. mapped
            .Select(pair => new CsvColumn(Array.FindIndex(names, name => name.Equals(pair.Column, StringComparison.OrdinalIgnoreCase)), pair.Field, pair.Column))
            .Where(column => column.Index >= 0)];
    }

    public char Separator { get; }

    /// <summary>The names of all columns.</summary>
    public string[] Names { get; }

    /// <summary>Those that hold something of a flow.</summary>
    public CsvColumn[] Columns { get; }

    /// <summary>Reads a header with a map given, or with the ready-made map that fits it; <see langword="null"/> where nothing fits.</summary>
    /// <param name="header">The first line.</param>
    /// <param name="map">The map; every column that it names must be there. Ready-made maps need times, addresses and protocol only.</param>
    public static CsvLayout? TryRead(string header, ColumnMap? map)
    {
        foreach (var separator in Separators)
        {
            if (!header.Contains(separator)) continue;
            var names = Split(header, separator);
            var fitting = map is null ? ColumnMaps.Match(names)?.Columns : Lacking(names, map).Length == 0 ? map : null;
            if (fitting is not null) return new CsvLayout(separator, names, fitting.Mapped());
        }

        return null;
    }

    /// <summary>The columns of a map that a header lacks, by the separator that finds most of them.</summary>
    public static string[] Missing(string header, ColumnMap map) =>
        Separators.Select(separator => Lacking(Split(header, separator), map)).MinBy(missing => missing.Length)!;

    private static string[] Lacking(string[] names, ColumnMap map) =>
        [.. map.Mapped().Select(pair => pair.Column).Where(column => !names.Contains(column, StringComparer.OrdinalIgnoreCase))];

    private static string[] Split(string header, char separator)
    {
        using var csv = CsvReader.Create(Encoding.UTF8.GetBytes(header), new CsvReaderOptions { Separator = separator, HasHeader = false, AllowLineBreaksInQuotes = false });
        return csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(index => csv.GetString(index).Trim())] : [];
    }
}

/// <summary>A column that holds something of a flow.</summary>
internal readonly record struct CsvColumn(int Index, FlowField Field, string Name);
