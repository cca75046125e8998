namespace NetAnomaly.Flows.Files;

/// <summary>
/// Counts the flows of a file that begin decades away from its first one: the clock of an exporter was not set, or
/// times are of another unit.
/// </summary>
internal sealed class TimeSpread
{
    private const int Years = 20;
    private const long Most = Years * 365L * TimeSpan.TicksPerDay;

    private long first;
    private long far;

    /// <summary>Takes a flow; one without a time, which begins at 1970, does not count.</summary>
    public void Add(FlowRecord flow)
    {
        var ticks = flow.Start.Ticks;
        if (ticks == DateTime.UnixEpoch.Ticks) return;
        if (first == 0) first = ticks;
        else if (Math.Abs(ticks - first) > Most) far++;
    }

    /// <summary>Tells of those flows, if there are any.</summary>
    public void Tell(FlowReadContext context)
    {
        if (far > 0)
            context.Note(
                $"flow|flows begins|begin more than {Years} years before or after the first one of the file",
                "Check the exporter's clock and the unit of the times; -After and -Before leave such flows out.", far);
    }
}
