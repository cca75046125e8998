namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Ticks of the times that binary formats write. Values out of range give ticks out of range, never an overflow.
/// </summary>
internal static class BinaryTime
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;
    private const long OutOfRange = -1;

    // Twice the ticks of the year 9999 stay far from overflow.
    private const ulong MostMilliseconds = 1_000_000_000_000_000 / 2;

    // NTP counts from 1900 (RFC 5905, 6), as do IPFIX's microseconds and nanoseconds (RFC 7011, 6.1.9 and 6.1.10).
    private static readonly long NtpEpochTicks = new DateTime(1900, 1, 1).Ticks;

    public static long FromSeconds(ulong seconds) =>
        FromMilliseconds(seconds > MostMilliseconds / 1000 ? ulong.MaxValue : seconds * 1000);

    public static long FromMilliseconds(ulong milliseconds) =>
        milliseconds > MostMilliseconds
            ? OutOfRange
            : UnixEpochTicks + ((long)milliseconds * TimeSpan.TicksPerMillisecond);

    /// <summary>Seconds since 1970 and a fraction of them.</summary>
    public static long FromSeconds(uint seconds, long fractionTicks) =>
        UnixEpochTicks + (seconds * TimeSpan.TicksPerSecond) + fractionTicks;

    /// <summary>Units since 1970, of which a second has so many.</summary>
    public static long FromUnits(ulong units, ulong unitsPerSecond)
    {
        var seconds = units / unitsPerSecond;
        return seconds > MostMilliseconds / 1000
            ? OutOfRange
            : UnixEpochTicks + ((long)seconds * TimeSpan.TicksPerSecond)
            + (long)((UInt128)(units % unitsPerSecond) * TimeSpan.TicksPerSecond / unitsPerSecond);
    }

    /// <summary>NTP's seconds since 1900 and binary fraction.</summary>
    public static long FromNtp(ulong ntp) =>
        NtpEpochTicks + ((long)(ntp >> 32) * TimeSpan.TicksPerSecond)
        + (long)(((ntp & 0xffff_ffff) * (ulong)TimeSpan.TicksPerSecond) >> 32);
}
