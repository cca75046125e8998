using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Writing;

/// <summary>
/// Flows as Zeek's <c>conn.log</c>, with a label column. What is known in both directions together only stands with the
/// originator.
/// </summary>
internal sealed class ZeekFlowLines : FlowLines
{
    /// <inheritdoc/>
    public override string Header =>
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
        + "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\tconn_state\torig_pkts\t"
        + "orig_ip_bytes\tresp_pkts\tresp_ip_bytes\tlabel\n"
        + "#types\ttime\taddr\tport\taddr\tport\tenum\tstring\tinterval\tstring\tcount\tcount\tcount\tcount\tstring\n";

    /// <inheritdoc/>
    protected override void Fill(FlowRecord flow)
    {
        AppendSeconds(flow.Start - DateTime.UnixEpoch);
        Text(flow.SourceAddress);
        Number(flow.SourcePort);
        Text(flow.DestinationAddress);
        Number(flow.DestinationPort);
        Text(flow.Protocol);
        Text(flow.Service);
        Line.Append('\t');
        AppendSeconds(flow.Duration);
        Text(flow.State);
        // What is known in total only stands with the originator: the sum stays what it is.
        Number(flow.SourcePackets ?? flow.Packets);
        Number(flow.SourceBytes ?? flow.Bytes);
        Number(flow.DestinationPackets);
        Number(flow.DestinationBytes);
        Text(flow.Label);
    }

    private void Number(long? number)
    {
        Line.Append('\t');
        if (number is null) Line.Append('-');
        else AppendNumber(number);
    }

    private void Text(string? text)
    {
        Line.Append('\t');
        if (string.IsNullOrEmpty(text)) Line.Append('-');
        else ZeekEscapes.Append(Line, text);
    }
}
