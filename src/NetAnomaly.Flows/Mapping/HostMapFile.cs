using System.Text;
using CsvHelper;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Flows.Mapping;

/// <summary>
/// Reads a host map from a CSV file (commas, semicolons or tabs) with the columns OldAddress, NewAddress and, where it
/// has them, From and To; case and order do not matter, other columns are passed over.
/// </summary>
internal static class HostMapFile
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["OldAddress", "NewAddress", "From", "To"];

    /// <summary>Reads a map.</summary>
    /// <exception cref="FlowFileException">There is no such file, it cannot be read, or it lacks a column.</exception>
    public static HostMap Read(string path)
    {
        try
        {
            SystemFile.RefuseSpecial(path);
            using var text = new StreamReader(path);
            return new HostMap(Rows(path, text));
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FlowFileErrors.NotFound(path, cause);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw FlowFileErrors.IsDirectory(path);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw FlowFileErrors.AccessDenied(path, cause);
        }
        catch (IOException cause) when (cause is not FlowFileException)
        {
            throw FlowFileErrors.Broken(FlowFileFault.Malformed, path, 0, cause);
        }
    }

    private static List<HostMapRow> Rows(string path, TextReader text)
    {
        if (text.ReadLine() is not { } header) throw FlowFileErrors.Empty(path);
        var separator = Separators.MaxBy(candidate => header.Count(candidate));
        var names = Cells(header, separator);
        int[] at = [.. Columns.Select(
            column => Array.FindIndex(names, name => name.Equals(column, StringComparison.OrdinalIgnoreCase)))];
        for (var needed = 0; needed < 2; needed++)
        {
            if (at[needed] >= 0) continue;
            throw FlowFileErrors.MissingColumn(
                path, 1, $"the host map has no column {Columns[needed]}.",
                "Write a header line: OldAddress,NewAddress,From,To. From and To may be left out.");
        }

        var rows = new List<HostMapRow>();
        for (var line = 2; text.ReadLine() is { } row; line++)
        {
            if (string.IsNullOrWhiteSpace(row)) continue;
            var cells = Cells(row, separator);
            string?[] own = [.. at.Select(column => column >= 0 && column < cells.Length ? cells[column] : null)];
            rows.Add(new HostMapRow(line, own[0], own[1], own[2], own[3]));
        }

        return rows;
    }

    // A quote that is not closed leaves a row without addresses, which is then one of the rejected.
    private static string[] Cells(string row, char separator)
    {
        if (!row.Contains('"', StringComparison.Ordinal)) return row.Split(separator, StringSplitOptions.TrimEntries);
        try
        {
            using var csv = CsvReader.Create(
                Encoding.UTF8.GetBytes(row),
                new CsvReaderOptions { Separator = separator, HasHeader = false, AllowLineBreaksInQuotes = false });
            return csv.Read()
                ? [.. Enumerable.Range(0, csv.FieldCount).Select(index => csv.GetString(index).Trim())]
                : [];
        }
        catch (CsvFormatException)
        {
            return [];
        }
    }
}
