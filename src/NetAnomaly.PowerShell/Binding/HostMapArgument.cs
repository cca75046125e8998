using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Mapping;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>From what -HostMap is given to a map: a file, a hashtable, or rows as Import-Csv makes them.</summary>
internal static class HostMapArgument
{
    /// <summary>The map; ends the cmdlet where there is none in it.</summary>
    public static HostMap Read(PSCmdlet cmdlet, object value)
    {
        try
        {
            var map = Read(cmdlet, value is PSObject wrapped ? wrapped.BaseObject : value, value);
            if (map.Count > 0)
            {
                if (map.Warning is { } warning) cmdlet.Warn(warning);
                return map;
            }

            throw new ArgumentException(
                map.Rejected.Count > 0
                    ? $"No row of the host map makes sense; the first is {map.Rejected[0]}."
                    : "The host map has no rows.");
        }
        catch (Exception cause) when (cause is ArgumentException or FlowFileException)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.HostMap(cause, value));
            throw;
        }
    }

    private static HostMap Read(PSCmdlet cmdlet, object bare, object value) => bare switch
    {
        string path => HostMapFile.Read(ProviderPaths.Target(cmdlet, path)),
        FileInfo file => HostMapFile.Read(file.FullName),
        IDictionary pairs => new HostMap(Rows(pairs)),
        IEnumerable rows => new HostMap(Rows(rows)),
        _ => new HostMap(Rows(new[] { value })),
    };

    // One old address may have become several new ones.
    private static IEnumerable<HostMapRow> Rows(IDictionary pairs)
    {
        var number = 0;
        foreach (DictionaryEntry pair in pairs)
        {
            object?[] addresses = pair.Value is IEnumerable and not string ? [.. Items(pair.Value)] : [pair.Value];
            foreach (var address in addresses)
                yield return new HostMapRow(++number, Text(pair.Key), Text(address), null, null);
        }
    }

    private static IEnumerable<HostMapRow> Rows(IEnumerable rows)
    {
        var number = 0;
        foreach (var item in rows)
        {
            if (item is null) continue;
            var row = PSObject.AsPSObject(item);
            if (row.BaseObject is string or IDictionary)
                throw new ArgumentException(
                    $"A row of the host map is of type {row.BaseObject.GetType().Name}: it has no OldAddress and "
                        + "NewAddress.");
            string?[] cells = [.. HostMapFile.Columns.Select(column => Text(row.Properties[column]?.Value))];
            yield return new HostMapRow(++number, cells[0], cells[1], cells[2], cells[3]);
        }
    }

    private static IEnumerable<object?> Items(object value) => ((IEnumerable)value).Cast<object?>();

    private static string? Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };
}
