using CsvHelper;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Disk;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Operations.Assets;

/// <summary>
/// Reads the rows of an asset table from a CSV file (commas, semicolons or tabs) with a header: an address or a
/// network, a name and, where it has them, owner and role. Other columns are passed over, lines with # too.
/// </summary>
internal static class AssetFile
{
    private static readonly string[] Ranges =
        ["address", "network", "addressornetwork", "ip", "ipaddress", "cidr", "subnet", "prefix", "range", "host"];

    private static readonly string[] Names =
        ["name", "hostname", "fqdn", "dnsname", "asset", "assetname", "device", "devicename", "description"];

    private static readonly string[] Owners = ["owner", "ownedby", "contact", "responsible", "team"];
    private static readonly string[] Roles = ["role", "function", "purpose", "type", "category"];

    /// <summary>The rows.</summary>
    /// <exception cref="FlowFileException">There is no such file, it cannot be read, or it lacks a column.</exception>
    public static IReadOnlyList<AssetRow> Rows(string path)
    {
        try
        {
            SystemFile.RefuseSpecial(path);
            using var text = new StreamReader(path);
            return Rows(path, text);
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

    private static List<AssetRow> Rows(string path, TextReader text)
    {
        var line = 0;
        if (Next(text, ref line) is not { } header) throw FlowFileErrors.Empty(path);
        var separator = HeaderNames.Separator(header);
        string[] columns = [.. (Cells(header, separator) ?? []).Select(Plain)];
        // A table may have both: a network where there is no address.
        int[] ranges = [.. Ranges.Select(name => Array.IndexOf(columns, name)).Where(at => at >= 0)];
        var name = Place(columns, Names, ranges);
        if (ranges.Length == 0 || name < 0)
        {
            throw FlowFileErrors.MissingColumn(
                path, line, $"the asset table has no column {(ranges.Length == 0 ? "Address or Network" : "Name")}.",
                "Write a header line: Address,Name,Owner,Role. Owner and Role may be left out.");
        }

        var (owner, role) = (Place(columns, Owners, ranges), Place(columns, Roles, ranges));
        var rows = new List<AssetRow>();
        while (Next(text, ref line) is { } row)
        {
            var cells = Cells(row, separator) ?? [];
            var range = ranges.Select(at => Cell(cells, at)).FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell));
            rows.Add(new AssetRow(line, range, Cell(cells, name), Cell(cells, owner), Cell(cells, role)));
        }

        return rows;
    }

    private static string? Next(TextReader text, ref int line)
    {
        while (text.ReadLine() is { } next)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(next) && next.AsSpan().TrimStart()[0] != '#') return next;
        }

        return null;
    }

    // A quote that is not closed leaves a row without cells, which is then one of the rejected.
    private static string[]? Cells(string row, char separator)
    {
        try
        {
            return HeaderNames.Split(row, separator);
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }

    private static string? Cell(string[] cells, int at) => at >= 0 && at < cells.Length ? cells[at] : null;

    private static int Place(string[] columns, string[] names, int[] taken) =>
        names.Select(name => Array.IndexOf(columns, name)).Where(at => at >= 0 && !taken.Contains(at))
            .DefaultIfEmpty(-1).First();

    // "IP Address", "ip_address" and "IPAddress" are one column.
    private static string Plain(string column) =>
        string.Concat(column.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
