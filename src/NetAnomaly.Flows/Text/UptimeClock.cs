namespace NetAnomaly.Flows.Text;

/// <summary>
/// The clock of a NetFlow v5 exporter: records are dated by its time since it was started, which the export's own date
/// turns into one of the calendar.
/// </summary>
internal struct UptimeClock
{
    private const long TicksPer = TimeSpan.TicksPerMillisecond;

    // The exporter's clock has 32 bits and starts again after 49.7 days.
    private const long Turn = 1L << 32;

    /// <summary>When the record was exported, seconds since 1970.</summary>
    public long Seconds;

    /// <summary>The rest of that second.</summary>
    public long Nanoseconds;

    /// <summary>The exporter's clock then, milliseconds.</summary>
    public long Uptime;

    /// <summary>The same clock at the flow's first packet.</summary>
    public long First;

    /// <summary>The same clock at the flow's last packet.</summary>
    public long Last;

    /// <summary>The flow's times; what is wrong with them, or <see langword="null"/>.</summary>
    public readonly string? Read(out DateTime start, out TimeSpan duration)
    {
        start = default;
        duration = default;
        if (Seconds >= Turn || Uptime >= Turn || First >= Turn || Last >= Turn)
            return "its times are out of range (32 bits)";
        var export = DateTime.UnixEpoch.AddTicks(
            (Seconds * TimeSpan.TicksPerSecond) + (Math.Min(Nanoseconds, 999_999_999) / 100));
        duration = new TimeSpan(FlowTime.UptimeBetween((uint)First, (uint)Last) * TicksPer);
        // A flow whose end is told before its start has the start alone.
        start = duration > TimeSpan.Zero
            ? export.AddTicks(-Ago(Last) * TicksPer) - duration
            : export.AddTicks(-Ago(First) * TicksPer);
        return null;
    }

    // Of a flow that is still going on when it is exported the last packet may lie a little ahead of the clock; a clock
    // of 0 is one that the exporter does not tell.
    private readonly long Ago(long at) =>
        Uptime == 0 ? 0 : Uptime >= at ? Uptime - at : at - Uptime < Turn / 2 ? 0 : Uptime + Turn - at;
}
