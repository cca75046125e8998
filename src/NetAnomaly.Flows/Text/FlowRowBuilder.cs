using System.Globalization;
using System.Text;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// A row on its way to a flow: takes the texts of its columns, and gives the record or the first thing that is wrong
/// with it. Reused from row to row.
/// </summary>
internal sealed class FlowRowBuilder(FlowReadContext context)
{
    private const long Absent = -1;
    private const int MaxTextLength = 1000;
    private const int MaxQuotedLength = 60;

    private long line;
    private string? fault;
    private DateTime start;
    private DateTime end;
    private TimeSpan duration;
    private string? protocol;
    private string? source;
    private string? destination;
    private int sourcePort;
    private int destinationPort;
    private Traffic bytes;
    private Traffic payload;
    private Traffic packets;
    private string? state;
    private byte sourceFlags;
    private byte destinationFlags;
    private byte anyFlags;
    private string? weakState;
    private string? service;
    private string? label;
    private string? labelDetail;
    private string? attackMark;
    private string? action;
    private int icmpType;
    private int icmpCode;
    private UptimeClock clock;
    private bool isNone;

    /// <summary>Whether something is wrong with the row.</summary>
    public bool IsFaulty => fault is not null;

    /// <summary>The export's own feature columns; <see langword="null"/> where it has none.</summary>
    public FlowFeatures? Features { get; set; }

    /// <summary>Empties the row for the next line.</summary>
    public void Begin(long number)
    {
        line = number;
        fault = protocol =
            source = destination = state = service = label = labelDetail = attackMark = action = weakState = null;
        Features = null;
        start = end = default;
        duration = default;
        sourcePort = destinationPort = icmpType = icmpCode = -1;
        clock = default;
        isNone = false;
        bytes = payload = packets = Traffic.None;
        sourceFlags = destinationFlags = anyFlags = 0;
    }

    /// <summary>
    /// Empties the row for the next line of an export that may give no addresses and no time: 1970-01-01, from <c>-</c>
    /// to <c>-</c>.
    /// </summary>
    public void BeginAnywhere(long number)
    {
        Begin(number);
        start = DateTime.UnixEpoch;
        source = destination = "-";
    }

    /// <summary>Takes the text of one column.</summary>
    /// <param name="field">What the column holds.</param>
    /// <param name="column">Its name in the file, for messages.</param>
    /// <param name="text">Its text; empty, <c>-</c>, <c>NaN</c>, <c>N/A</c>, <c>null</c> and <c>(empty)</c> mean that
    /// there is none.</param>
    public void Set(FlowField field, string column, ReadOnlySpan<char> text)
    {
        if (field == FlowField.None || fault is not null) return;
        // Few cells have spaces around them.
        if (!text.IsEmpty && (text[0] <= ' ' || text[^1] <= ' ' || text[0] > '~' || text[^1] > '~')) text = text.Trim();
        var wrong = IsAbsent(text) ? (IsRequired(field) ? "is empty" : null) : Take(field, text);
        if (wrong is not null) Fail(column, text, wrong);
    }

    /// <summary>Says that the row holds no flow and is not a bad one either.</summary>
    public void Omit() => isNone = true;

    /// <summary>Notes what is wrong with the row as a whole; only the first fault counts.</summary>
    public void Fail(string reason) => fault ??= reason;

    /// <summary>Notes what is wrong with a column's text; only the first fault counts.</summary>
    public void Fail(string column, ReadOnlySpan<char> text, string wrong) => fault ??=
        text.IsEmpty ? $"{column} {wrong}"
        : text.Length > MaxQuotedLength ? $"{column} '{text[..MaxQuotedLength]}…' {wrong}"
        : $"{column} '{text}' {wrong}";

    /// <summary>Whether a text means that there is no value.</summary>
    public static bool IsAbsent(ReadOnlySpan<char> text) => text.Length switch
    {
        0 => true,
        1 => text[0] == '-',
        3 => text is "N/A" || text.Equals("NaN", StringComparison.OrdinalIgnoreCase),
        4 => text.Equals("null", StringComparison.OrdinalIgnoreCase),
        7 => text is "(empty)",
        _ => false,
    };

    /// <summary>The flow; or <see langword="null"/>, after a bad row has been handed to the rejects.</summary>
    /// <param name="raw">The row's text, for the rejects.</param>
    public FlowRecord? Finish(ReadOnlySpan<char> raw)
    {
        if (isNone) return null;
        CheckWhole();
        if (fault is not null)
        {
            context.Reject(line, fault, raw);
            return null;
        }

        // Whole packets where both directions have them, else payload: a sum must not mix the two.
        var volume = bytes.Total is null && payload.Total is not null ? payload : bytes;
        return new FlowRecord
        {
            Start = start,
            Duration = duration,
            Protocol = protocol ?? "unknown",
            SourceAddress = source!,
            SourcePort = sourcePort < 0 ? null : sourcePort,
            DestinationAddress = destination!,
            DestinationPort = destinationPort >= 0 ? destinationPort : Icmp(),
            Bytes = volume.Total,
            SourceBytes = volume.Forward,
            Packets = packets.Total,
            SourcePackets = packets.Forward,
            State = action ?? state ?? JoinFlags() ?? TcpFlagText.Of(anyFlags) ?? weakState,
            Service = service,
            Features = Features,
            Label = labelDetail is null
                ? label ?? attackMark
                : label is null ? labelDetail : Join(label, ' ', labelDetail),
            File = context.Path,
            Line = line,
        };
    }

    /// <summary>The same for a row whose text is at hand as bytes, which are decoded only for the rejects.</summary>
    public FlowRecord? Finish(ReadOnlySpan<byte> raw)
    {
        if (fault is null) CheckWhole();
        return fault is null || isNone
            ? Finish(default(ReadOnlySpan<char>))
            : Finish(
                Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, 4 * FlowReadContext.RejectedTextLength)]).AsSpan());
    }

    private string? Take(FlowField field, ReadOnlySpan<char> text)
    {
        switch (field)
        {
            case FlowField.Start: return Time(text, out start);
            case FlowField.DayFirstTime: return DayFirst(text);
            case FlowField.End: return Time(text, out end);
            case FlowField.Duration: return NumberText.Seconds(text, out duration);
            case FlowField.Microseconds: return NumberText.Microseconds(text, out duration);
            case FlowField.Milliseconds: return NumberText.Milliseconds(text, out duration);
            case FlowField.YearlessStart: return Yearless(text, out start);
            case FlowField.YearlessEnd: return Yearless(text, out end);
            case FlowField.ExportSeconds: return NumberText.Count(text, out clock.Seconds);
            case FlowField.ExportNanoseconds: return NumberText.Count(text, out clock.Nanoseconds);
            case FlowField.Uptime: return NumberText.Count(text, out clock.Uptime);
            case FlowField.UptimeFirst: return NumberText.Count(text, out clock.First);
            case FlowField.UptimeLast: return NumberText.Count(text, out clock.Last);
            case FlowField.Protocol: return Protocol(text);
            case FlowField.Source: return Address(text, out source);
            case FlowField.SourcePort: return NumberText.Port(text, out sourcePort);
            case FlowField.Destination: return Address(text, out destination);
            case FlowField.DestinationPort: return NumberText.Port(text, out destinationPort);
            case FlowField.Bytes: return NumberText.Count(text, out bytes.Both);
            case FlowField.SourceBytes: return NumberText.Count(text, out bytes.Out);
            case FlowField.DestinationBytes: return NumberText.Count(text, out bytes.Back);
            case FlowField.SourcePayload: return NumberText.Count(text, out payload.Out);
            case FlowField.DestinationPayload: return NumberText.Count(text, out payload.Back);
            case FlowField.InBytes: return NumberText.Count(text, out bytes.In);
            case FlowField.OutBytes: return NumberText.Count(text, out bytes.Reply);
            case FlowField.InPackets: return NumberText.Count(text, out packets.In);
            case FlowField.OutPackets: return NumberText.Count(text, out packets.Reply);
            case FlowField.LoggedBytes: return text is "0" ? null : NumberText.Count(text, out bytes.Both);
            case FlowField.Packets: return NumberText.Count(text, out packets.Both);
            case FlowField.SourcePackets: return NumberText.Count(text, out packets.Out);
            case FlowField.DestinationPackets: return NumberText.Count(text, out packets.Back);
            case FlowField.State: return State(text);
            case FlowField.SourceFlags:
                sourceFlags = TcpFlagText.List(text);
                return null;
            case FlowField.DestinationFlags:
                destinationFlags = TcpFlagText.List(text);
                return null;
            case FlowField.SourceFlagBits: return TcpFlagText.TryNumber(text, out sourceFlags)
                ? null
                : "is not a number of TCP flags";
            case FlowField.DestinationFlagBits: return TcpFlagText.TryNumber(text, out destinationFlags)
                ? null
                : "is not a number of TCP flags";
            case FlowField.SourceFlagHex: return TcpFlagText.TryHex(text, out sourceFlags)
                ? null
                : "is not a number of TCP flags";
            case FlowField.DestinationFlagHex: return TcpFlagText.TryHex(text, out destinationFlags)
                ? null
                : "is not a number of TCP flags";
            case FlowField.FlagHex: return TcpFlagText.TryHex(text, out anyFlags)
                ? null
                : "is not a number of TCP flags";
            case FlowField.StateIfNoFlags: return Shared(text, out weakState);
            case FlowField.DottedFlags: return DottedFlags(text);
            case FlowField.Action: return Shared(text, out action);
            case FlowField.IcmpType: return NumberText.Octet(text, out icmpType);
            case FlowField.IcmpCode: return NumberText.Octet(text, out icmpCode);
            case FlowField.PortOrIcmp: return PortOrIcmp(text);
            case FlowField.RowStatus:
                isNone = text is "NODATA" or "SKIPDATA" or "INFO-EVENTS-LOST";
                return null;
            case FlowField.Service: return Shared(text, out service);
            case FlowField.Label: return Shared(text, out label);
            case FlowField.LabelDetail: return Shared(text, out labelDetail);
            case FlowField.AttackName: return AttackName(text);
            case FlowField.AttackMark: return AttackMark(text);
            default: throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field that a column can hold.");
        }
    }

    private void CheckWhole()
    {
        if (fault is not null) return;
        if (clock.Seconds > 0) fault = clock.Read(out start, out end);
        if (fault is not null) return;
        if (start == default) fault = "it has no start time";
        else if (source is null) fault = "it has no source address";
        else if (destination is null) fault = "it has no destination address";
        else if (end != default) duration = FlowTime.Between(start.Ticks, end.Ticks);
    }

    private int? Icmp() => icmpType < 0 || !protocol!.Contains("icmp", StringComparison.Ordinal)
        ? null
        : (icmpType * 256) + Math.Max(icmpCode, 0);

    private string? PortOrIcmp(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        return point < 0
            ? NumberText.Port(text, out destinationPort)
            : NumberText.Octet(text[..point], out icmpType) ?? NumberText.Octet(text[(point + 1)..], out icmpCode);
    }

    private string? DottedFlags(ReadOnlySpan<char> text)
    {
        if (!TcpFlagText.TryDotted(text, out var flags)) return Shared(text, out state);
        state = TcpFlagText.Of(flags);
        return null;
    }

    private string? Yearless(ReadOnlySpan<char> text, out DateTime time) =>
        YearlessTime.TryParse(text, context.Written, out time) ? null : "is not a time";

    private string? JoinFlags() =>
        (sourceFlags | destinationFlags) == 0
            ? null
            : Join(TcpFlagText.Of(sourceFlags), '_', TcpFlagText.Of(destinationFlags));

    /// <summary>The shared text of two joined, made on the stack: most rows repeat a join that is known.</summary>
    private string Join(ReadOnlySpan<char> first, char between, ReadOnlySpan<char> second)
    {
        Span<char> joined = stackalloc char[(2 * MaxTextLength) + 1];
        first.CopyTo(joined);
        joined[first.Length] = between;
        second.CopyTo(joined[(first.Length + 1)..]);
        return context.Texts.Share(joined[..(first.Length + 1 + second.Length)]);
    }

    private string? State(ReadOnlySpan<char> text)
    {
        if (!TcpFlagText.TryNumber(text, out var flags)) return Shared(text, out state);
        state = TcpFlagText.Of(flags);
        return null;
    }

    private string? Shared(ReadOnlySpan<char> text, out string? shared)
    {
        shared = text.Length <= MaxTextLength ? context.Texts.Share(text) : null;
        return shared is null ? "is longer than 1,000 characters" : null;
    }

    /// <summary>
    /// CICIDS2017 wrote the dash of <c>Web Attack – XSS</c> in Windows-1252, which copies turned into U+0096 or U+FFFD.
    /// </summary>
    private string? AttackName(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd('.');
        if (text.IsEmpty || text.Length > MaxTextLength) return Shared(text, out label);
        Span<char> repaired = stackalloc char[text.Length];
        text.Replace(repaired, '\u0096', '–');
        repaired.Replace('\uFFFD', '–');
        return Shared(repaired, out label);
    }

    private string? AttackMark(ReadOnlySpan<char> text)
    {
        attackMark = text is "0" ? "Normal" : text is "1" ? "Attack" : null;
        return attackMark is null ? "is neither 0 nor 1" : null;
    }

    private string? DayFirst(ReadOnlySpan<char> text) =>
        DayFirstTime.IsCode(text) || DayFirstTime.TryParse(text, out start) ? null : Time(text, out start);

    private string? Protocol(ReadOnlySpan<char> text)
    {
        if (text.Length > ProtocolNames.MaxLength) return "is too long for a protocol";
        protocol = context.Protocols.Share(text, ProtocolNames.Canonical);
        var isNumber = !protocol.AsSpan().ContainsAnyExceptInRange('0', '9');
        return isNumber && !byte.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? "is out of range (0 to 255)"
            : null;
    }

    private string? Address(ReadOnlySpan<char> text, out string? address)
    {
        address = text.Length <= AddressText.MaxLength ? context.Addresses.Share(text, AddressText.Canonical) : null;
        return address is null ? "is too long for an address" : null;
    }

    private static string? Time(ReadOnlySpan<char> text, out DateTime time) =>
        !TimeText.TryParse(text, out time) ? "is not a time"
        : FlowTime.IsTime(time.Ticks) ? null : $"is out of range ({FlowTime.Years})";

    private static bool IsRequired(FlowField field) =>
        field is FlowField.Start or FlowField.Protocol or FlowField.Source or FlowField.Destination;

    /// <summary>Counts of one kind, in both directions together or in each; -1 where there is none.</summary>
    private struct Traffic
    {
        public long Both;
        public long Out;
        public long Back;
        public long In;
        public long Reply;

        public static readonly Traffic None = new()
        {
            Both = Absent, Out = Absent, Back = Absent, In = Absent, Reply = Absent,
        };

        /// <summary>
        /// The total: as given, or the sum of what is given; a record that counts one direction only has carried only
        /// that.
        /// </summary>
        public readonly long? Total =>
            Both >= 0 ? Both
            : In >= 0 ? In + Math.Max(Reply, 0)
            : Out >= 0 && Back >= 0 ? Out + Back
            : Out >= 0 ? Out
            : Back >= 0 ? Back
            : null;

        public readonly long? Forward =>
            Out >= 0 ? Out : Reply > 0 && In >= 0 ? In : Both >= 0 && Back >= 0 && Back <= Both ? Both - Back : null;
    }
}
