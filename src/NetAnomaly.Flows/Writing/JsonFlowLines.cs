using System.Globalization;
using System.Text.Encodings.Web;
using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Writing;

/// <summary>
/// Flows as JSON lines, with the names of <c>FlowRecord</c>'s properties; what a flow does not have is left out.
/// </summary>
internal sealed class JsonFlowLines : FlowLines
{
    /// <inheritdoc/>
    public override string Header => "";

    /// <inheritdoc/>
    protected override void Fill(FlowRecord flow)
    {
        Line.Append(
            CultureInfo.InvariantCulture, $"{{\"Start\":\"{flow.Start:yyyy-MM-ddTHH:mm:ss.fffffffZ}\",\"Duration\":");
        AppendSeconds(flow.Duration);
        Text("Protocol", flow.Protocol);
        Text("SourceAddress", flow.SourceAddress);
        Number("SourcePort", flow.SourcePort);
        Text("DestinationAddress", flow.DestinationAddress);
        Number("DestinationPort", flow.DestinationPort);
        Number("Bytes", flow.Bytes);
        Number("SourceBytes", flow.SourceBytes);
        Number("Packets", flow.Packets);
        Number("SourcePackets", flow.SourcePackets);
        Text("State", flow.State);
        Text("Service", flow.Service);
        Text("Label", flow.Label);
        Line.Append('}');
    }

    private void Number(string name, long? number)
    {
        if (number is null) return;
        Line.Append(",\"").Append(name).Append("\":");
        AppendNumber(number);
    }

    private void Text(string name, string? text)
    {
        if (text is null) return;
        // What JSON allows but nobody sees is escaped too: the two spell such characters alike.
        Line.Append(",\"").Append(name).Append("\":\"")
            .Append(VisibleText.Of(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text))).Append('"');
    }
}
