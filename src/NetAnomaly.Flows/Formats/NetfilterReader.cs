using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads the lines of Linux' packet filter.</summary>
internal sealed class NetfilterReader(FlowReadContext context) : RowReader(context)
{
    /// <summary>Whether a line is one of the packet filter's.</summary>
    public static bool IsLine(ReadOnlySpan<char> line) =>
        line.Contains(" SRC=", StringComparison.Ordinal) && line.Contains(" DST=", StringComparison.Ordinal)
        && line.Contains(" PROTO=", StringComparison.Ordinal) && line.Contains("IN=", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var line = Lines.Text;
        if (!IsLine(line)) return null;
        Row.Begin(Lines.Number);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else Fill(line);
        return Row.Finish(line);
    }

    private void Fill(ReadOnlySpan<char> line)
    {
        var rest = LogTime.Take(line, Row);
        rest = rest[Math.Max(0, rest.IndexOf("IN="))..];
        // An ICMP error quotes the packet that it is about in brackets: not this one's.
        if (rest.IndexOf(" [") is > 0 and var quoted) rest = rest[..quoted];
        // A repeated word is the payload's (LEN of UDP): the first counts.
        var (source, length) = (false, false);
        byte flags = 0;
        foreach (var part in rest.Split(' '))
        {
            var word = rest[part];
            var equals = word.IndexOf('=');
            if (equals < 0)
            {
                flags |= Flag(word);
                continue;
            }

            var value = word[(equals + 1)..];
            switch (word[..equals])
            {
                case "SRC" when !source:
                    source = true;
                    Row.Set(FlowField.Source, "SRC", value);
                    break;
                case "DST": Row.Set(FlowField.Destination, "DST", value); break;
                case "LEN" when !length:
                    length = true;
                    Row.Set(FlowField.Bytes, "LEN", value);
                    break;
                case "PROTO": Row.Set(FlowField.Protocol, "PROTO", value); break;
                case "SPT": Row.Set(FlowField.SourcePort, "SPT", value); break;
                case "DPT": Row.Set(FlowField.DestinationPort, "DPT", value); break;
                case "TYPE": Row.Set(FlowField.IcmpType, "TYPE", value); break;
                case "CODE": Row.Set(FlowField.IcmpCode, "CODE", value); break;
            }
        }

        Row.Set(FlowField.Packets, "packets", "1");
        Row.Set(FlowField.State, "flags", TcpFlagText.Of(flags));
    }

    private static byte Flag(ReadOnlySpan<char> word) => word switch
    {
        "FIN" => 0x01,
        "SYN" => 0x02,
        "RST" => 0x04,
        "PSH" => 0x08,
        "ACK" => 0x10,
        "URG" => 0x20,
        "ECE" => 0x40,
        "CWR" => 0x80,
        _ => 0,
    };
}
