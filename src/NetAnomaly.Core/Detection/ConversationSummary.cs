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
public readonly record struct ConversationSummary(
    long Window, long Source, long Destination, float Regularity, ServiceUse[] Services)
{
    /// <summary>The pair of hosts, whatever its order; 0 where one is not known.</summary>
    public long Dyad => Source == 0 || Destination == 0 ? 0 : StableHash.OfUnorderedPair(Source, Destination);
}
