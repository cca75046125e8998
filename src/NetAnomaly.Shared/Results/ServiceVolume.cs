namespace NetAnomaly;

/// <summary>What a conversation has of one service. Immutable.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Port">The destination port; <see langword="null"/> where the flows have none.</param>
/// <param name="Service">The exporter's word for it; <see langword="null"/> where it has none.</param>
/// <param name="Flows">How many flows.</param>
/// <param name="Bytes">Their bytes; <see langword="null"/> where not all of them say.</param>
internal sealed record ServiceVolume(string Protocol, int? Port, string? Service, long Flows, long? Bytes)
{
    /// <summary>The services of some flows, in the order in which they come first.</summary>
    public static IReadOnlyList<ServiceVolume> Of(IReadOnlyList<FlowRecord> flows)
    {
        var services = new Dictionary<(string, int?, string?), (long Flows, long? Bytes)>();
        foreach (var flow in flows)
        {
            var key = (flow.Protocol, flow.DestinationPort, flow.Service);
            var known = services.TryGetValue(key, out var volume) ? volume : (0, 0);
            services[key] = (known.Flows + 1, known.Bytes + flow.Bytes);
        }

        return
        [
            .. services.Select(pair => new ServiceVolume(
                pair.Key.Item1, pair.Key.Item2, pair.Key.Item3, pair.Value.Flows, pair.Value.Bytes)),
        ];
    }
}
