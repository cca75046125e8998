namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Times that are told in milliseconds since the exporter started, in a counter of 32 bits; 0 is unknown.
/// </summary>
internal static class UptimeTimes
{
    private const long Round = (1L << 32) * TimeSpan.TicksPerMillisecond;

    /// <summary>Gives a flow its times.</summary>
    /// <param name="flow">The flow; start and end that it has already stay.</param>
    /// <param name="first">Uptime of the first packet.</param>
    /// <param name="last">Uptime of the last packet.</param>
    /// <param name="header">The message's header.</param>
    /// <param name="systemStart">Ticks of the exporter's start, for IPFIX; <see cref="BinaryFlow.Absent"/> where it is
    /// not known.</param>
    /// <returns>Whether the counter's beginning is known. Where not, only the duration is.</returns>
    public static bool Set(BinaryFlow flow, uint first, uint last, in MessageHeader header, long systemStart)
    {
        if (first == 0 && last == 0) return true;
        if (header.Version != 10 ? header.Uptime == 0 : systemStart == BinaryFlow.Absent)
        {
            if (first != 0 && last != 0 && flow.Duration < 0)
                flow.Duration = Math.Max(0, unchecked((int)(last - first))) * TimeSpan.TicksPerMillisecond;
            return flow.HasStart || flow.HasEnd;
        }

        if (first != 0 && !flow.HasStart) flow.SetStart(Ticks(first, header, systemStart));
        if (last != 0 && !flow.HasEnd) flow.SetEnd(Ticks(last, header, systemStart));
        return true;
    }

    private static long Ticks(uint milliseconds, in MessageHeader header, long systemStart)
    {
        if (header.Version != 10) return header.FromUptime(milliseconds);
        // The counter goes round every 49.7 days, and what is exported is not that old.
        var ticks = systemStart + (milliseconds * TimeSpan.TicksPerMillisecond);
        return header.ExportTicks > ticks ? ticks + ((header.ExportTicks - ticks) / Round * Round) : ticks;
    }
}
