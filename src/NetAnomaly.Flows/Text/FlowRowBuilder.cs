using System.Globalization;
using System.Text;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// A row on its way to a flow: takes the texts of its columns, and gives the record or the first thing that is wrong
/// with it. Reused from row to row.
/// </summary>
internal sealed class FlowRowBuilder(FlowReadContext context)
{
    private const int MaxTextLength = 1000;
    private const int MaxQuotedLength = 60;

    private readonly RowTimes times = new(context);
    private readonly RowPorts ports = new(context);
    private readonly CultureNumbers? numbers = context.Text.Culture is { } culture ? new CultureNumbers(culture) : null;
    private long line;
    private string? fault;
    private string? protocol;
    private string? protocolNumber;
    private string? source;
    private string? destination;
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
    private bool isNone;

    /// <summary>Whether something is wrong with the row.</summary>
    public bool IsFaulty => fault is not null;

    /// <summary>Whether the row has neither counts nor a state: less than any record of a flow.</summary>
    public bool IsBare => !bytes.IsGiven && !payload.IsGiven && !packets.IsGiven && state is null;

    /// <summary>Whether both addresses are there.</summary>
    public bool HasEnds => source is not null && destination is not null;

    /// <summary>How the exporter is told to write ports as numbers, a sentence.</summary>
    public string PortRemedy
    {
        set => ports.Remedy = value;
    }

    /// <summary>The export's own feature columns; <see langword="null"/> where it has none.</summary>
    public FlowFeatures? Features { get; set; }

    /// <summary>Empties the row for the next line.</summary>
    public void Begin(long number)
    {
        line = number;
        fault = protocol = protocolNumber =
            source = destination = state = service = label = labelDetail = attackMark = action = weakState = null;
        Features = null;
        times.Begin();
        ports.Begin();
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
        times.Begin(DateTime.UnixEpoch);
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
        var wrong = IsAbsent(text) ? (IsRequired(field) ? "is empty" : null)
            : numbers is not null && IsAmount(field) ? TakeAmount(field, text, numbers)
            : Take(field, text);
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
            Start = times.Start,
            Duration = times.Duration,
            Protocol = protocol ?? "unknown",
            SourceAddress = source!,
            SourcePort = ports.Source(protocol),
            DestinationAddress = destination!,
            DestinationPort = ports.Destination(protocol),
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
            case FlowField.Start or FlowField.End or FlowField.DayFirstTime or FlowField.Duration
                or FlowField.Microseconds or FlowField.Milliseconds or FlowField.YearlessStart or FlowField.YearlessEnd
                or FlowField.ExportSeconds or FlowField.ExportNanoseconds or FlowField.Uptime or FlowField.UptimeFirst
                or FlowField.UptimeLast:
                return times.Take(field, text);
            case FlowField.SourcePort or FlowField.DestinationPort or FlowField.PortOrIcmp or FlowField.IcmpType
                or FlowField.IcmpCode:
                return ports.Take(field, text);
            case FlowField.Protocol: return Protocol(text, out protocol);
            case FlowField.ProtocolNumber: return Protocol(text, out protocolNumber);
            case FlowField.Source: return Address(text, out source);
            case FlowField.Destination: return Address(text, out destination);
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
        if (times.Complete() is { } wrong) fault = wrong;
        else if (source is null) fault = "it has no source address";
        else if (destination is null) fault = "it has no destination address";
        // Zeek knows the transports of few protocols; the number is that of all.
        if (protocolNumber is not null && protocol is null or "unknown_transport") protocol = protocolNumber;
    }

    private string? TakeAmount(FlowField field, ReadOnlySpan<char> text, CultureNumbers given)
    {
        Span<char> number = stackalloc char[CultureNumbers.MaxLength];
        return given.TryInvariant(text, number, out var length)
            ? Take(field, number[..length])
            : "is not a number of the culture that was named";
    }

    private string? DottedFlags(ReadOnlySpan<char> text)
    {
        if (!TcpFlagText.TryDotted(text, out var flags)) return Shared(text, out state);
        state = TcpFlagText.Of(flags);
        return null;
    }

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

    private string? Protocol(ReadOnlySpan<char> text, out string? name)
    {
        name = null;
        if (text.Length > ProtocolNames.MaxLength) return "is too long for a protocol";
        name = context.Protocols.Share(text, ProtocolNames.Canonical);
        var isNumber = !name.AsSpan().ContainsAnyExceptInRange('0', '9');
        return isNumber && !byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? "is out of range (0 to 255)"
            : null;
    }

    private string? Address(ReadOnlySpan<char> text, out string? address)
    {
        address = text.Length <= AddressText.MaxLength ? context.Addresses.Share(text, AddressText.Canonical) : null;
        return address is null ? "is too long for an address" : null;
    }

    private static bool IsRequired(FlowField field) =>
        field is FlowField.Start or FlowField.Protocol or FlowField.Source or FlowField.Destination;

    private static bool IsAmount(FlowField field) => field is FlowField.Duration or FlowField.Microseconds
        or FlowField.Milliseconds or FlowField.SourcePort or FlowField.DestinationPort or FlowField.Bytes
        or FlowField.SourceBytes or FlowField.DestinationBytes or FlowField.SourcePayload
        or FlowField.DestinationPayload or FlowField.InBytes or FlowField.OutBytes or FlowField.InPackets
        or FlowField.OutPackets or FlowField.LoggedBytes or FlowField.Packets or FlowField.SourcePackets
        or FlowField.DestinationPackets;
}
