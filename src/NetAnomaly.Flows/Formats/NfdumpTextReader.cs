using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Reads <c>date time duration protocol address:port -> address:port [flags tos] packets bytes …</c>; lines that do not
/// begin with a digit are no flows. The duration is in seconds, or (nfdump 1.7) a clock's time, with days before it
/// where there are any: <c>1d 00:59:05.996</c>.
/// </summary>
internal sealed class NfdumpTextReader(FlowReadContext context) : RowReader(context)
{
    private const int MostWords = 24;

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var line = Lines.Text;
        if (line.IsEmpty || !char.IsAsciiDigit(line[0])) return null;
        Row.Begin(Lines.Number);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else Fill(line);
        return Row.Finish(line);
    }

    private void Fill(ReadOnlySpan<char> line)
    {
        Span<Range> words = stackalloc Range[MostWords];
        var count = Words(line, words);
        var days = count > 6 && IsArrow(line[words[6]]) ? 1 : 0;
        if (count < 9 + days || !IsArrow(line[words[5 + days]]))
        {
            Row.Fail(
                "it is no flow: a date, a time, a duration, a protocol, two addresses with '->' between them, "
                    + "packets and bytes are expected");
            return;
        }

        Row.Set(FlowField.Start, "Date first seen", $"{line[words[0]]} {line[words[1]]}");
        Row.Set(FlowField.Duration, "Duration", line[words[2].Start..words[2 + days].End]);
        Row.Set(FlowField.Protocol, "Proto", line[words[3 + days]]);
        Endpoint(line[words[4 + days]], FlowField.Source, "Src IP Addr", FlowField.SourcePort, "Src Port");
        Endpoint(line[words[6 + days]], FlowField.Destination, "Dst IP Addr", FlowField.PortOrIcmp, "Dst Port");
        var at = 7 + days;
        if (!char.IsAsciiDigit(line[words[at]][0]) || line[words[at]].StartsWith("0x"))
        {
            Row.Set(FlowField.DottedFlags, "Flags", line[words[at]]);
            at += 2;
        }

        Amount(line, words[..count], ref at, FlowField.InPackets, "Packets");
        Amount(line, words[..count], ref at, FlowField.InBytes, "Bytes");
    }

    private static bool IsArrow(ReadOnlySpan<char> word) => word is "->" or "<-" or "<->";

    // 10.0.0.1:443, 2001:db8::1.443; ICMP's type and code stand as 10.0.0.1:8.0.
    private void Endpoint(
        ReadOnlySpan<char> text, FlowField address, string addressName, FlowField port, string portName)
    {
        var colon = text.LastIndexOf(':');
        var at = colon != text.IndexOf(':') ? text.LastIndexOf('.') : colon;
        if (at <= 0)
        {
            Row.Set(address, addressName, text);
            return;
        }

        Row.Set(address, addressName, text[..at]);
        Row.Set(port, portName, text[(at + 1)..]);
    }

    private void Amount(ReadOnlySpan<char> line, ReadOnlySpan<Range> words, ref int at, FlowField field, string name)
    {
        if (at >= words.Length) return;
        var number = line[words[at++]];
        var unit = at < words.Length && line[words[at]] is { Length: 1 } next ? Unit(next[0]) : 0;
        if (unit == 0
            || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            Row.Set(field, name, number);
            return;
        }

        at++;
        Row.Set(field, name, Math.Round(value * unit).ToString("0", CultureInfo.InvariantCulture));
    }

    private static double Unit(char letter) => letter switch
    {
        'K' => 1e3,
        'M' => 1e6,
        'G' => 1e9,
        'T' => 1e12,
        _ => 0,
    };

    private static int Words(ReadOnlySpan<char> line, Span<Range> words)
    {
        var count = 0;
        for (var at = 0; at < line.Length && count < words.Length;)
        {
            while (at < line.Length && line[at] is (' ' or '\t' or '\r')) at++;
            var from = at;
            while (at < line.Length && line[at] is not (' ' or '\t' or '\r')) at++;
            if (at > from) words[count++] = from..at;
        }

        return count;
    }
}
