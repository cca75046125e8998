using System.Globalization;
using NetAnomaly.Flows.Formats;
using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Writing;

/// <summary>
/// Flows as CSV with the columns of <c>FlowRecord</c>, as RFC 4180 has it; a line break within a text becomes a space,
/// so that a flow is one line. Texts that a spreadsheet would take for a formula are guarded by an apostrophe, which
/// the reader of this header takes away again.
/// </summary>
internal sealed class CsvFlowLines : FlowLines
{
    /// <inheritdoc/>
    public override string Header => CsvLayout.OwnHeader + "\n";

    /// <inheritdoc/>
    protected override void Fill(FlowRecord flow)
    {
        Line.Append(CultureInfo.InvariantCulture, $"{flow.Start:yyyy-MM-ddTHH:mm:ss.fffffffZ},");
        AppendSeconds(flow.Duration);
        Text(flow.Protocol);
        Text(flow.SourceAddress);
        Number(flow.SourcePort);
        Text(flow.DestinationAddress);
        Number(flow.DestinationPort);
        Number(flow.Bytes);
        Number(flow.SourceBytes);
        Number(flow.Packets);
        Number(flow.SourcePackets);
        Text(flow.State);
        Text(flow.Service);
        Text(flow.Label);
    }

    private void Number(long? number)
    {
        Line.Append(',');
        AppendNumber(number);
    }

    private void Text(string? text)
    {
        Line.Append(',');
        if (text is null) return;
        text = CellText.Guard(text);
        if (!text.AsSpan().ContainsAny("\",\r\n"))
        {
            Line.Append(text);
            return;
        }

        Line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" "))
            .Append('"');
    }
}
