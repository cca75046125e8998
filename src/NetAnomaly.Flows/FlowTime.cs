namespace NetAnomaly.Flows;

/// <summary>The one rule for the times of flows, whatever format tells them.</summary>
internal static class FlowTime
{
    /// <summary>The years that count as times, for messages.</summary>
    public const string Years = "years 1900 to 2199";

    /// <summary>
    /// The ticks of the first moment that counts as a time. Clocks that are not set write 1970 or a little before (in
    /// local time); years far off are damage.
    /// </summary>
    public static readonly long Earliest = new DateTime(1900, 1, 1).Ticks;

    // Exporters without a clock count from 1970, or from when they were built.
    private static readonly long ClockSet = new DateTime(2000, 1, 1).Ticks;
    private static readonly long Latest = new DateTime(2200, 1, 1).Ticks;

    /// <summary>Whether ticks are a time that a flow can have.</summary>
    public static bool IsTime(long ticks) => ticks >= Earliest && ticks < Latest;

    /// <summary>
    /// Whether a flow cannot have started at a moment, because the message that carries it was exported before. Headers
    /// give whole seconds, and may come from a clock that is not set.
    /// </summary>
    /// <param name="startTicks">The start.</param>
    /// <param name="exportTicks">The export; 0 where it is not known.</param>
    public static bool IsAfterExport(long startTicks, long exportTicks) =>
        exportTicks >= ClockSet && startTicks > exportTicks + TimeSpan.TicksPerSecond;

    /// <summary>The start of a flow that lasted so long and had ended when it was exported.</summary>
    public static long StartBefore(long exportTicks, long durationTicks) =>
        Math.Max(Earliest, exportTicks - Math.Max(0, durationTicks));

    /// <summary>
    /// How long a flow lasted: zero, where its end lies before its start, as exporters write whose clock was set while
    /// the flow was under way.
    /// </summary>
    public static TimeSpan Between(long startTicks, long endTicks) => new(Math.Max(0, endTicks - startTicks));

    /// <summary>
    /// How long a flow lasted by a clock of milliseconds that has 32 bits and goes round after 49.7 days: zero, where
    /// its last packet lies before its first.
    /// </summary>
    /// <remarks>
    /// Half a turn tells the two apart: no exporter keeps a flow for 24 days, and none writes an end that long before
    /// the start.
    /// </remarks>
    public static long UptimeBetween(uint first, uint last) => Math.Max(0, unchecked((int)(last - first)));
}
