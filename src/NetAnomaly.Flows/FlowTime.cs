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

    private static readonly long Latest = new DateTime(2200, 1, 1).Ticks;

    /// <summary>Whether ticks are a time that a flow can have.</summary>
    public static bool IsTime(long ticks) => ticks >= Earliest && ticks < Latest;

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
