using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Takes a line of <c>filterlog</c> apart: rule, sub-rule, anchor, tracker, interface, reason, action, direction, IP
/// version; for version 4 tos, ecn, ttl, id, offset, flags, protocol number, protocol, length, source, destination; for
/// version 6 class, label, hop limit, protocol, protocol number, length, source, destination; then, for TCP and UDP,
/// the ports.
/// </summary>
internal sealed class FilterLog
{
    private const int Action = 6;
    private const int Version = 8;
    private const int Most = 40;

    private readonly Range[] cells = new Range[Most];

    /// <summary>Where the columns begin; 0 where a line is none of filterlog's.</summary>
    public static int Find(ReadOnlySpan<char> line)
    {
        var name = line.IndexOf("filterlog");
        if (name < 0) return 0;
        // filterlog: 5,,,… or filterlog[123]: 5,,,… or, in the newer syslog, filterlog 123 - [meta sequenceId="1"]
        // 5,,,…
        var rest = line[name..];
        var comma = rest.IndexOf(',');
        if (comma < 0 || rest.Count(',') < 15) return 0;
        var space = rest[..comma].LastIndexOf(' ');
        return space < 0 ? 0 : name + space + 1;
    }

    /// <summary>Fills the row.</summary>
    public void Fill(ReadOnlySpan<char> text, FlowRowBuilder row)
    {
        var count = text.Split(cells, ',');
        var version = count > Version ? text[cells[Version]] : "";
        var (protocol, length) = version switch { "4" => (16, 17), "6" => (12, 14), _ => (0, 0) };
        if (protocol == 0 || count < length + 3)
        {
            row.Fail("it is no filterlog line: the IP version is missing, or columns behind it");
            return;
        }

        row.Set(FlowField.Action, "action", text[cells[Action]]);
        row.Set(FlowField.Protocol, "protocol", text[cells[protocol]]);
        row.Set(FlowField.Bytes, "length", text[cells[length]]);
        row.Set(FlowField.Packets, "packets", "1");
        row.Set(FlowField.Source, "source", text[cells[length + 1]]);
        row.Set(FlowField.Destination, "destination", text[cells[length + 2]]);
        if (count < length + 5 || !text[cells[protocol]].Equals("tcp", StringComparison.OrdinalIgnoreCase)
            && !text[cells[protocol]].Equals("udp", StringComparison.OrdinalIgnoreCase)) return;
        row.Set(FlowField.SourcePort, "source port", text[cells[length + 3]]);
        row.Set(FlowField.DestinationPort, "destination port", text[cells[length + 4]]);
    }
}
