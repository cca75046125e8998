namespace NetAnomaly.Flows.Wire;

/// <summary>What a message's header says to its records.</summary>
/// <param name="Version">9, or 10 for IPFIX.</param>
/// <param name="ExportTicks">When it was exported: ticks, UTC.</param>
/// <param name="Uptime">Milliseconds since the exporter started, in NetFlow.</param>
/// <param name="Domain">The observation domain, or NetFlow v9's source.</param>
internal readonly record struct MessageHeader(ushort Version, long ExportTicks, uint Uptime, uint Domain)
{
    /// <summary>
    /// The ticks of a moment that is given in milliseconds since the exporter started; the counter may have gone round
    /// since.
    /// </summary>
    public long FromUptime(uint milliseconds) =>
        ExportTicks + (unchecked((int)(milliseconds - Uptime)) * TimeSpan.TicksPerMillisecond);
}
