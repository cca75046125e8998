namespace NetAnomaly.Flows.Wire;

/// <summary>Settles when a flow was, of whatever fields its record has; a time of 0 is unknown. Reused.</summary>
internal sealed class RecordTimes(BinaryFlow flow)
{
    private long systemStart;
    private uint startUptime;
    private uint endUptime;
    private long observed;

    /// <summary>When the exporter started, where the record says so.</summary>
    public long? SystemStart => systemStart == BinaryFlow.Absent ? null : systemStart;

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        systemStart = observed = BinaryFlow.Absent;
        startUptime = endUptime = 0;
    }

    /// <summary>Takes one field.</summary>
    public void Set(FieldKind kind, ulong value, in MessageHeader header)
    {
        // No time, but no time before the export, and no duration, says something.
        if (value == 0 && kind is not (FieldKind.StartDelta or FieldKind.EndDelta
            or FieldKind.DurationMilliseconds or FieldKind.DurationMicroseconds)) return;
        switch (kind)
        {
            case FieldKind.StartUptime: startUptime = (uint)value; break;
            case FieldKind.EndUptime: endUptime = (uint)value; break;
            case FieldKind.StartSeconds: flow.SetStart(BinaryTime.FromSeconds(value)); break;
            case FieldKind.EndSeconds: flow.SetEnd(BinaryTime.FromSeconds(value)); break;
            case FieldKind.StartMilliseconds: flow.SetStart(BinaryTime.FromMilliseconds(value)); break;
            case FieldKind.EndMilliseconds: flow.SetEnd(BinaryTime.FromMilliseconds(value)); break;
            case FieldKind.StartMicroseconds or FieldKind.StartNanoseconds: flow.SetStart(Fine(kind, value, header));
                break;
            case FieldKind.EndMicroseconds or FieldKind.EndNanoseconds: flow.SetEnd(Fine(kind, value, header)); break;
            case FieldKind.StartDelta: flow.SetStart(Before(value, header)); break;
            case FieldKind.EndDelta: flow.SetEnd(Before(value, header)); break;
            case FieldKind.DurationMilliseconds: flow.Duration = (uint)value * TimeSpan.TicksPerMillisecond; break;
            case FieldKind.DurationMicroseconds: flow.Duration = (uint)value * TimeSpan.TicksPerMicrosecond; break;
            case FieldKind.SystemStart: systemStart = BinaryTime.FromMilliseconds(value); break;
            case FieldKind.ObservedSeconds: observed = BinaryTime.FromSeconds(value); break;
            case FieldKind.ObservedMilliseconds: observed = BinaryTime.FromMilliseconds(value); break;
            case FieldKind.ObservedMicroseconds or FieldKind.ObservedNanoseconds:
                observed = Fine(kind, value, header);
                break;
        }
    }

    /// <summary>Gives the flow its times.</summary>
    /// <param name="header">The message's header.</param>
    /// <param name="domainStart">When the exporter started, as options say;
    /// <see cref="BinaryFlow.Absent"/> where they do not.</param>
    /// <param name="isEvent">Whether the record tells of an event in a flow's life, so that the time of its observation
    /// is the flow's end.</param>
    /// <returns>Whether nothing had to be assumed of the exporter's start.</returns>
    public bool Settle(in MessageHeader header, long domainStart, bool isEvent)
    {
        flow.Export = header.ExportTicks;
        var isKnown = UptimeTimes.Set(
            flow, startUptime, endUptime, header, systemStart == BinaryFlow.Absent ? domainStart : systemStart);
        if (observed == BinaryFlow.Absent) return isKnown;
        if (isEvent && flow.HasStart && !flow.HasEnd) flow.SetEnd(observed);
        else if (!flow.HasStart && !flow.HasEnd) flow.SetStart(observed);
        else return isKnown;
        return true;
    }

    private static long Before(ulong microseconds, in MessageHeader header) =>
        header.ExportTicks - ((uint)microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>
    /// IPFIX writes microseconds and nanoseconds as NTP does (RFC 7011, 6.1.9 and 6.1.10), but some exporters as plain
    /// counts since 1970: what lies nearer to the export is meant.
    /// </summary>
    private static long Fine(FieldKind kind, ulong value, in MessageHeader header)
    {
        var isMicroseconds = kind is FieldKind.StartMicroseconds or FieldKind.EndMicroseconds
            or FieldKind.ObservedMicroseconds;
        var ntp = BinaryTime.FromNtp(value);
        var plain = BinaryTime.FromUnits(value, isMicroseconds ? 1_000_000UL : 1_000_000_000UL);
        return Math.Abs(plain - header.ExportTicks) < Math.Abs(ntp - header.ExportTicks) ? plain : ntp;
    }
}
