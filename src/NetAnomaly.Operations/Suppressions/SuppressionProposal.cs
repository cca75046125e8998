namespace NetAnomaly.Operations.Suppressions;

/// <summary>The scope and the volume that an incident suggests to who wants to hear no more of its like.</summary>
internal static class SuppressionProposal
{
    /// <summary>
    /// The scope of an incident: its host, its peer where there is one, its ports where all conversations are known and
    /// go to few, and the service where all flows name one.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="empty">A suppression with id, reason, author and expiry.</param>
    public static AnomalySuppression Of(AnomalyIncident incident, AnomalySuppression empty)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(empty);
        const int few = 10;
        var flows = FlowsOf(incident);
        int?[] ports = [.. flows.Select(flow => flow.DestinationPort).Distinct().Order()];
        var isOfFewPorts = ports.Length is > 0 and <= few && Array.TrueForAll(ports, port => port is not null);
        string?[] services = [.. flows.Select(flow => flow.Service).Distinct()];
        return empty with
        {
            Host = incident.Host,
            Pair = PeerOf(incident) is { } peer ? $"{incident.Host} {peer}" : null,
            Ports = isOfFewPorts ? [.. ports.Select(port => port!.Value)] : [],
            Service = services is [{ Length: > 0 } service] && !service.Contains('/', StringComparison.Ordinal)
                ? service
                : null,
        };
    }

    /// <summary>A suppression that allows so many times the volume of an incident's largest day.</summary>
    /// <param name="of">The suppression.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="factor">How many times.</param>
    public static AnomalySuppression WithCeiling(AnomalySuppression of, AnomalyIncident incident, double factor)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        var isWhole = incident.Top.Count >= incident.Conversations && incident.Top.Count > 0;
        var days = Math.Max(1, (incident.End.AddTicks(-1).Date - incident.Start.Date).Days + 1);
        var day = isWhole
            ? Volume.OfDay(incident.Top)
            : new Volume((incident.Conversations + days - 1) / days, (incident.Flows + days - 1) / days, null);
        return of with
        {
            MaxConversationsPerDay = Times(day.Conversations, factor),
            MaxFlowsPerDay = Times(day.Flows, factor),
            MaxBytesPerDay = day.Bytes is { } bytes ? Times(bytes, factor) : null,
        };
    }

    private static long Times(long volume, double factor) =>
        (long)Math.Min(Math.Ceiling(Math.Max(1, volume) * factor), long.MaxValue / 2);

    private static IReadOnlyList<FlowRecord> FlowsOf(AnomalyIncident incident)
    {
        if (incident.Top.Count < incident.Conversations) return [];
        var isWhole = incident.Top.All(result => result.Sequence.Flows.Count > 0);
        return isWhole ? [.. incident.Top.SelectMany(result => result.Sequence.Flows)] : [];
    }

    private static string? PeerOf(AnomalyIncident incident)
    {
        if (incident.Peers != 1) return null;
        string?[] peers =
        [
            .. incident.Top.Select(result => incident.Host == result.SourceAddress
                ? result.DestinationAddress
                : result.SourceAddress).Distinct(),
        ];
        return peers is [{ } only] ? only : null;
    }
}
