using System.Globalization;

namespace NetAnomaly.Tests;

/// <summary>
/// Writes flows as the text that Argus' <c>ra</c> prints (binetflow): comma-separated, with the 15 columns of CTU-13.
/// Times are UTC, to the microsecond; bytes and packets that are not known stay empty.
/// </summary>
/// <remarks>The format knows no quoting: commas and line breaks in a text become spaces.</remarks>
internal static class ArgusWriter
{
    /// <summary>The first line.</summary>
    public const string Header =
        "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label";

    /// <summary>
    /// Writes the header and a line for each flow, each ended by a line feed; leaves the writer open.
    /// </summary>
    /// <param name="flows">The flows, taken one by one.</param>
    /// <param name="writer">Where to.</param>
    /// <returns>How many flows were written.</returns>
    public static long Write(IEnumerable<FlowRecord> flows, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Header);
        writer.Write('\n');
        var count = 0L;
        foreach (var flow in flows)
        {
            writer.Write(Line(flow));
            count++;
        }

        return count;
    }

    private static string Line(FlowRecord flow)
    {
        var answered = flow.DestinationPackets is not 0;
        var direction = answered && flow.Protocol is "udp" or "icmp" ? "  <->" : "   ->";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{flow.Start:yyyy/MM/dd HH:mm:ss.ffffff},{flow.Duration.Ticks / 1e7:F6},{Plain(flow.Protocol)},{Plain(flow.SourceAddress)},{Port(flow, flow.SourcePort)},{direction},{Plain(flow.DestinationAddress)},{Port(flow, flow.DestinationPort)},{Plain(flow.State)},0,{(answered ? "0" : "")},{flow.Packets},{flow.Bytes},{flow.SourceBytes},{Plain(flow.Label)}\n");
    }

    // Argus writes ICMP's type and code in the place of the ports, in hexadecimal.
    private static string Port(FlowRecord flow, int? port) =>
        port is not { } number ? ""
        : flow.Protocol == "icmp" ? string.Create(CultureInfo.InvariantCulture, $"0x{number:x4}")
        : number.ToString(CultureInfo.InvariantCulture);

    private static string? Plain(string? text) =>
        text is null || text.AsSpan().IndexOfAny(",\r\n") < 0
            ? text
            : text.Replace(',', ' ').Replace('\r', ' ').Replace('\n', ' ');
}
