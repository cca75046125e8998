using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Mapping;

/// <summary>
/// Gives flows the addresses that training knew, before they become conversations; they keep those that the exporter
/// wrote beside them. Not thread-safe.
/// </summary>
/// <param name="map">Who had which address.</param>
internal sealed class HostRenamer(HostMap map)
{
    /// <summary>Flows taken.</summary>
    public long Flows { get; private set; }

    /// <summary>Those of them that got another address.</summary>
    public long Renamed { get; private set; }

    /// <summary>
    /// What users must be told at the end; <see langword="null"/> where the map was of use.
    /// </summary>
    public string? Warning => Flows > 0 && Renamed == 0
        ? "The host map changed no flow: none has one of its new addresses at that time. OldAddress is what training "
            + "knew, NewAddress what flows have now."
        : null;

    /// <summary>The flow as training would have known it.</summary>
    public FlowRecord Rename(FlowRecord flow)
    {
        Flows++;
        var source = map.OldAddressOf(flow.SourceAddress, flow.Start);
        var destination = map.OldAddressOf(flow.DestinationAddress, flow.Start);
        if (source is null && destination is null) return flow;
        Renamed++;
        return flow with
        {
            SourceAddress = source ?? flow.SourceAddress,
            DestinationAddress = destination ?? flow.DestinationAddress,
            Observed = new ObservedAddresses(
                source is null ? null : flow.SourceAddress, destination is null ? null : flow.DestinationAddress),
        };
    }
}
