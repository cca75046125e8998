using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>The header of an Argus file: which column holds what, and what stands between columns.</summary>
internal sealed class ArgusColumns
{
    private static readonly FrozenDictionary<string, FlowField> Known = new Dictionary<string, FlowField>
    {
        ["StartTime"] = FlowField.Start,
        ["LastTime"] = FlowField.End,
        ["Dur"] = FlowField.Duration,
        ["Proto"] = FlowField.Protocol,
        ["SrcAddr"] = FlowField.Source,
        ["Sport"] = FlowField.SourcePort,
        ["DstAddr"] = FlowField.Destination,
        ["Dport"] = FlowField.DestinationPort,
        ["State"] = FlowField.State,
        ["TotPkts"] = FlowField.Packets,
        ["SrcPkts"] = FlowField.SourcePackets,
        ["DstPkts"] = FlowField.DestinationPackets,
        ["TotBytes"] = FlowField.Bytes,
        ["SrcBytes"] = FlowField.SourceBytes,
        ["DstBytes"] = FlowField.DestinationBytes,
        ["Label"] = FlowField.Label,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private ArgusColumns(string line, char separator, string[] names)
    {
        Line = line;
        Separator = separator;
        Names = names;
        Fields = Array.ConvertAll(names, name => Known.GetValueOrDefault(name));
        // Where both are there, the duration is the exporter's own figure.
        if (Fields.Contains(FlowField.Duration))
            Fields = Array.ConvertAll(Fields, field => field == FlowField.End ? FlowField.None : field);
        Protocol = Array.IndexOf(Fields, FlowField.Protocol);
        IsQuoted = HeaderNames.IsQuoted(line);
    }

    /// <summary>The header.</summary>
    public string Line { get; }

    public char Separator { get; }

    /// <summary>Whether cells may be quoted: Argus never does, Export-Csv does.</summary>
    public bool IsQuoted { get; }

    public string[] Names { get; }

    public FlowField[] Fields { get; }

    /// <summary>The index of the protocol.</summary>
    public int Protocol { get; }

    /// <summary>The columns that a header line names; <see langword="null"/> if the line is none.</summary>
    public static ArgusColumns? TryParse(ReadOnlySpan<char> line)
    {
        foreach (var separator in ",\t;|")
        {
            if (!line.Contains(separator)) continue;
            var header = line.ToString();
            var columns = new ArgusColumns(header, separator, HeaderNames.Split(header, separator));
            if (columns.Has(FlowField.Start) && columns.Has(FlowField.Protocol) && columns.Has(FlowField.Source)
                && columns.Has(FlowField.Destination)) return columns;
        }

        return null;
    }

    private bool Has(FlowField field) => Fields.AsSpan().Contains(field);
}
