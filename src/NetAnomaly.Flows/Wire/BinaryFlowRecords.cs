using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Wire;

/// <summary>Makes flow records of binary ones; texts are shared.</summary>
internal sealed class BinaryFlowRecords(FlowReadContext context)
{
    // Two counts can be added without overflow.
    private const long MaxCount = long.MaxValue / 2;
    private const byte Tcp = 6;

    private static readonly string[] ProtocolTexts =
        [
            .. Enumerable.Range(0, 256).Select(
                number => ProtocolNames.Canonical(number.ToString(CultureInfo.InvariantCulture))),
        ];

    private readonly AddressTexts addresses = new();

    /// <summary>What had to be assumed of flows, to be told at the end.</summary>
    public NoteCounter Notes { get; } = new(context);

    /// <summary>What is wrong with a flow, for the rejects; <see langword="null"/> if nothing is.</summary>
    public static string? Fault(BinaryFlow flow) =>
        !flow.HasStart && !flow.HasEnd && flow.Export == 0 ? "it has no time"
        : !FlowTime.IsTime(flow.HasStart ? flow.Start : flow.HasEnd ? flow.End : flow.Export)
            || (flow.HasEnd && !FlowTime.IsTime(flow.End)) ? $"its time is out of range ({FlowTime.Years})"
        : !flow.HasSource && flow.SourceMac == 0 ? "it has no source address"
        : !flow.HasDestination && flow.DestinationMac == 0 ? "it has no destination address"
        : null;

    /// <summary>
    /// Gives a flow of NetFlow v1 to v7 its times, and notes where the exporter's uptime is not known.
    /// </summary>
    public void SetUptimes(BinaryFlow flow, uint first, uint last, in MessageHeader header)
    {
        flow.Export = header.ExportTicks;
        if (!UptimeTimes.Set(flow, first, last, header, BinaryFlow.Absent))
            Notes.Add(
                "flow|flows tells|tell times of an exporter whose uptime is 0; it|they counts|count as ended when "
                    + "exported");
    }

    /// <summary>
    /// The record of a flow that has no <see cref="Fault"/>. An end before the start counts as the start; a flow that
    /// tells no time ended when it was exported, and so did one that would start after that.
    /// </summary>
    /// <param name="flow">The flow.</param>
    /// <param name="ordinal">Its ordinal in the file, from 1.</param>
    public FlowRecord Make(BinaryFlow flow, long ordinal)
    {
        var known = Math.Clamp(flow.Duration, 0, TimeSpan.TicksPerDay * 36525);
        var start = flow.HasStart ? flow.Start : FlowTime.StartBefore(flow.HasEnd ? flow.End : flow.Export, known);
        var duration = flow.HasEnd ? FlowTime.Between(start, flow.End) : new TimeSpan(known);
        if (!flow.HasStart && !flow.HasEnd && flow.Duration < 0)
            Notes.Add("flow|flows tells|tell neither start nor end; it|they counts|count as ended when exported");
        if (FlowTime.IsAfterExport(start, flow.Export))
        {
            start = FlowTime.StartBefore(flow.Export, duration.Ticks);
            Notes.Add(
                "flow|flows starts|start after the message that carries it|them; it|they counts|count as ended when "
                    + "that was exported",
                "See to the clock of the exporter.");
        }

        var isTwoWay = flow.ReverseBytes >= 0 || flow.ReversePackets >= 0;
        var (bytes, packets) = (Scaled(flow.Bytes, flow.Scale), Scaled(flow.Packets, flow.Scale));
        return new FlowRecord
        {
            Start = new DateTime(start, DateTimeKind.Utc),
            Duration = duration,
            Protocol = flow.Protocol >= 0 ? ProtocolTexts[flow.Protocol & 255] : "unknown",
            SourceAddress = flow.HasSource ? addresses.Of(flow.Source) : Mac(flow.SourceMac),
            SourcePort = flow.SourcePort < 0 ? null : flow.SourcePort,
            DestinationAddress = flow.HasDestination ? addresses.Of(flow.Destination) : Mac(flow.DestinationMac),
            DestinationPort = flow.DestinationPort < 0 ? null : flow.DestinationPort,
            Bytes = Sum(bytes, Scaled(flow.ReverseBytes, flow.Scale)),
            SourceBytes = isTwoWay ? bytes : null,
            Packets = Sum(packets, Scaled(flow.ReversePackets, flow.Scale)),
            SourcePackets = isTwoWay ? packets : null,
            State = flow.State ?? (flow.Protocol == Tcp ? State(flow, isTwoWay) : null),
            Service = flow.Service,
            Exporter = flow.Exporter,
            File = context.Path,
            Line = ordinal,
        };
    }

    private static long? Scaled(long count, double scale) =>
        count < 0 ? null
        : scale is 1 ? Math.Min(count, MaxCount)
        : (long)Math.Min(Math.Round(count * scale), MaxCount / 2);

    private static long? Sum(long? forward, long? reverse) =>
        forward is null ? reverse : reverse is null ? forward : forward + reverse;

    private string? State(BinaryFlow flow, bool isTwoWay)
    {
        var own = TcpFlagText.Of(flow.TcpFlags);
        if (!isTwoWay || (flow.TcpFlags | flow.ReverseTcpFlags) == 0) return own;
        var reverse = TcpFlagText.Of(flow.ReverseTcpFlags);
        Span<char> joined = stackalloc char[17];
        var length = own?.Length ?? 0;
        own.AsSpan().CopyTo(joined);
        joined[length++] = '_';
        reverse.AsSpan().CopyTo(joined[length..]);
        return context.Texts.Share(joined[..(length + (reverse?.Length ?? 0))]);
    }

    private string Mac(ulong address)
    {
        Span<char> text = stackalloc char[17];
        for (var i = 0; i < 6; i++)
        {
            var octet = (byte)(address >> (40 - (8 * i)));
            octet.TryFormat(text[(3 * i)..], out _, "x2", CultureInfo.InvariantCulture);
            if (i < 5) text[(3 * i) + 2] = ':';
        }

        return context.Addresses.Share(text);
    }
}
