using NetAnomaly.Core.Datasets;
using NetAnomaly.Internal;
namespace NetAnomaly.Core.Detection;

/// <summary>
/// A conversation as its neighbours matter: who, whom, when, with which services. Addresses are numbers of
/// <see cref="StableHash"/>.
/// </summary>
/// <param name="Window">Start of the window, ticks.</param>
/// <param name="Source">Who opened its first flow; 0 where that is not known.</param>
/// <param name="Destination">Whom it was opened to; 0 where that is not known.</param>
/// <param name="Regularity">How even its intervals are.</param>
/// <param name="Services">Which hosts opened which services.</param>
internal readonly record struct ConversationSummary(
    long Window, long Source, long Destination, float Regularity, ServiceUse[] Services)
{
    /// <summary>How much it moves, and when.</summary>
    public ConversationTraffic Traffic { get; init; }

    /// <summary>The pair of hosts, whatever its order; 0 where one is not known.</summary>
    public long Dyad => Source == 0 || Destination == 0 ? 0 : StableHash.OfUnorderedPair(Source, Destination);

    /// <summary>The host that one of the two speaks with.</summary>
    public long PeerOf(long host) => host == Source ? Destination : Source;
}
