using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// The log of Windows' firewall (<c>pfirewall.log</c>): a line for each connection allowed or packet dropped, by its
/// <c>#Fields</c>.
/// </summary>
/// <remarks>
/// The log has local time without a zone, which counts as UTC. The state is the action (<c>ALLOW</c>, <c>DROP</c>).
/// Bytes are those of the one packet that was logged, and absent where the log says 0, as it does for connections
/// allowed. Lines about lost events are passed over.
/// </remarks>
internal sealed class WindowsFirewallFormat : TableFormat
{
    private const string Begin = "#Fields: ";

    private static readonly FrozenDictionary<string, FlowField> Known = new Dictionary<string, FlowField>
    {
        ["action"] = FlowField.Action,
        ["protocol"] = FlowField.Protocol,
        ["src-ip"] = FlowField.Source,
        ["dst-ip"] = FlowField.Destination,
        ["src-port"] = FlowField.SourcePort,
        ["dst-port"] = FlowField.DestinationPort,
        ["size"] = FlowField.LoggedBytes,
        ["icmptype"] = FlowField.IcmpType,
        ["icmpcode"] = FlowField.IcmpCode,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string Name => "WindowsFirewall";

    /// <inheritdoc/>
    public override string Description => "Windows firewall log (pfirewall.log)";

    /// <inheritdoc/>
    public override string Recognition => "#Fields: with date, time, action, src-ip and dst-ip";

    private protected override TableLayout? LayoutOf(string line)
    {
        var isLog = line.StartsWith(Begin, StringComparison.Ordinal);
        // Without the mark it comes of Import-Csv, which knows #Fields, and Export-Csv.
        if (!isLog && !line.Contains("src-ip", StringComparison.Ordinal)) return null;
        var header = isLog ? line[Begin.Length..].TrimEnd() : line.TrimEnd();
        var layout = TableLayout.TryOf(
            header, isLog ? " " : ",;\t", Known, FlowField.Action, FlowField.Source, FlowField.Destination);
        if (layout is null) return null;
        var names = HeaderNames.Split(header, layout.Separator);
        var date = IndexOf(names, "date");
        if (date < 0 || IndexOf(names, "time") != date + 1) return null;
        return layout with
        {
            Header = line,
            Columns =
            [
                // What says that a line is no event of traffic comes first, before its absent addresses are faults.
                new TableColumn(IndexOf(names, "action"), FlowField.RowStatus, "action"),
                new TableColumn(date, FlowField.Start, "date and time", Cells: 2),
                .. layout.Columns,
            ],
        };
    }

    internal override bool MayBeHeader(ReadOnlySpan<char> line, TableLayout layout) =>
        line is ['#', ..] || base.MayBeHeader(line, layout);

    internal override bool IsNoRow(ReadOnlySpan<char> line) => line is ['#', ..];

    private static int IndexOf(string[] names, string name) =>
        Array.FindIndex(names, own => own.Equals(name, StringComparison.OrdinalIgnoreCase));
}
