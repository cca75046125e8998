using System.Globalization;
using System.Xml;

namespace NetAnomaly.Tests;

/// <summary>
/// Writes flows as XML with the element names of ISCX IDS 2012 (<c>TestbedMonJun14Flows.xml</c> and its sisters): one
/// element per flow under a <c>dataroot</c>. The format holds whole seconds, no protocols but in the form
/// <c>tcp_ip</c>, and of a label only <c>Normal</c> or <c>Attack</c>.
/// </summary>
internal static class IscxXmlWriter
{
    /// <summary>The element of a flow, unless another name is given.</summary>
    public const string DefaultElement = "TestbedMonJun14Flows";

    private const string NoFlags = "N/A";

    /// <summary>Writes a whole document; leaves the writer open. Counts that are not known are left out.</summary>
    /// <param name="flows">The flows, taken one by one.</param>
    /// <param name="writer">Where to; its encoding is named in the declaration.</param>
    /// <param name="element">The name of a flow's element, which in the published files is that of the file.</param>
    /// <returns>How many flows were written.</returns>
    /// <exception cref="ArgumentException">A text holds a character that XML cannot.</exception>
    public static long Write(IEnumerable<FlowRecord> flows, TextWriter writer, string element = DefaultElement)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentNullException.ThrowIfNull(writer);
        XmlConvert.VerifyName(element);
        using var xml = XmlWriter.Create(
            writer,
            new XmlWriterSettings { Indent = true, IndentChars = "", NewLineChars = "\n", CloseOutput = false });
        xml.WriteStartDocument();
        xml.WriteStartElement("dataroot");
        var count = 0L;
        foreach (var flow in flows)
        {
            WriteFlow(xml, flow, element);
            count++;
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
        return count;
    }

    private static void WriteFlow(XmlWriter xml, FlowRecord flow, string element)
    {
        var (sourceFlags, destinationFlags) = Flags(flow);
        xml.WriteStartElement(element);
        xml.WriteElementString("appName", Application(flow));
        Count(xml, "totalSourceBytes", flow.SourceBytes);
        Count(xml, "totalDestinationBytes", flow.DestinationBytes);
        Count(xml, "totalDestinationPackets", flow.DestinationPackets);
        Count(xml, "totalSourcePackets", flow.SourcePackets);
        xml.WriteElementString("direction", $"{Side(flow.SourceAddress)}2{Side(flow.DestinationAddress)}");
        xml.WriteElementString("sourceTCPFlagsDescription", sourceFlags);
        xml.WriteElementString("destinationTCPFlagsDescription", destinationFlags);
        xml.WriteElementString("source", flow.SourceAddress);
        xml.WriteElementString("protocolName", $"{flow.Protocol}_ip");
        Count(xml, "sourcePort", flow.SourcePort ?? 0);
        xml.WriteElementString("destination", flow.DestinationAddress);
        Count(xml, "destinationPort", flow.DestinationPort ?? 0);
        xml.WriteElementString("startDateTime", Instant(flow.Start));
        xml.WriteElementString("stopDateTime", Instant(flow.Start + flow.Duration));
        xml.WriteElementString("Tag", flow.Label is null or "Normal" ? "Normal" : "Attack");
        xml.WriteEndElement();
    }

    private static void Count(XmlWriter xml, string name, long? count)
    {
        if (count is { } number) xml.WriteElementString(name, number.ToString(CultureInfo.InvariantCulture));
    }

    private static string Instant(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    // L is the testbed's own network, R the rest of the world.
    private static char Side(string address) =>
        address.StartsWith("10.", StringComparison.Ordinal) || address.StartsWith("192.168.", StringComparison.Ordinal)
            ? 'L'
            : 'R';

    private static (string Source, string Destination) Flags(FlowRecord flow)
    {
        if (flow.Protocol != "tcp" || flow.State is not { } state) return (NoFlags, NoFlags);
        var middle = state.IndexOf('_', StringComparison.Ordinal);
        return middle < 0 ? (List(state), NoFlags) : (List(state[..middle]), List(state[(middle + 1)..]));
    }

    private static string List(string flags) => flags.Length == 0 ? NoFlags : string.Join(',', flags.AsEnumerable());

    private static string Application(FlowRecord flow) => (flow.Service, flow.Protocol) switch
    {
        ("http", _) => "HTTPWeb",
        ("ssl" or "quic", _) => "SecureWeb",
        ("dns", _) => "DNS",
        ("smtp", _) => "SMTP",
        ("imap", _) => "IMAP",
        ("ssh", _) => "SSH",
        ("ftp" or "ftp-data", _) => "FTP",
        ("smb", _) => "WindowsFileSharing",
        ("ntp", _) => "NTP",
        (_, "icmp") => "ICMP",
        (_, "udp") => "Unknown_UDP",
        _ => "Unknown_TCP",
    };
}
