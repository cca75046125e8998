using NetAnomaly.Core.Detection;
using System.Runtime.InteropServices;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// What training saw: which hosts spoke, which of them opened which services, in how many windows each. Numbers of 64
/// bits stand for all of them.
/// </summary>
internal sealed class PairHistory
{
    /// <summary>Pairs of each kind that are remembered at most: those of the most windows.</summary>
    public const int MostPairs = 1 << 21;

    private readonly Dictionary<long, int> dyads;
    private readonly Dictionary<long, int> hostServices;
    private readonly Dictionary<long, int> services;
    private readonly long allUses;
    private readonly FirstHalfHistory? earlier;

    private PairHistory(
        Dictionary<long, int> dyads, Dictionary<long, int> hostServices, Dictionary<long, int> services,
        FirstHalfHistory? earlier = null)
    {
        (this.dyads, this.hostServices, this.services, this.earlier) = (dyads, hostServices, services, earlier);
        allUses = services.Values.Sum(uses => (long)uses);
    }

    /// <summary>Windows in which each pair of hosts spoke.</summary>
    public IReadOnlyDictionary<long, int> Dyads => dyads;

    /// <summary>Windows in which each host opened each service.</summary>
    public IReadOnlyDictionary<long, int> HostServices => hostServices;

    /// <summary>Pairs of host and window in which each service was opened.</summary>
    public IReadOnlyDictionary<long, int> Services => services;

    /// <summary>Whether services were seen at all.</summary>
    public bool KnowsServices => services.Count > 0;

    /// <summary>Gathers the history of rows that are ordered by window.</summary>
    public static PairHistory Of(IReadOnlyList<ConversationSummary> rows)
    {
        var dyads = new Dictionary<long, int>();
        var hostServices = new Dictionary<long, int>();
        var services = new Dictionary<long, int>();
        var (window, seen, seenServices) = (long.MinValue, new HashSet<long>(), new HashSet<long>());
        foreach (var row in rows)
        {
            if (row.Window != window)
            {
                window = row.Window;
                seen.Clear();
                seenServices.Clear();
            }

            if (row.Dyad is not 0 and var dyad && seen.Add(dyad)) Count(dyads, dyad);
            foreach (var use in row.Services)
            {
                if (use.Host == 0 || !seenServices.Add(StableHash.OfPair(use.Host, use.Service))) continue;
                Count(hostServices, StableHash.OfPair(use.Host, use.Service));
                Count(services, use.Service);
            }
        }

        return new PairHistory(dyads, hostServices, services, FirstHalfHistory.Of(rows));

        static void Count(Dictionary<long, int> counts, long key) =>
            CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
    }

    /// <summary>A history from what was kept of it.</summary>
    public static PairHistory Restore(
        Dictionary<long, int> dyads, Dictionary<long, int> hostServices, Dictionary<long, int> services) => new(dyads,
        hostServices, services);

    /// <summary>
    /// Whether a conversation's hosts have not spoken before. A conversation of training is left out of its own past:
    /// it is new where the two spoke in no other window and, in the later half of training, where they did not speak in
    /// the earlier one, however often they do from then on.
    /// </summary>
    public bool IsNew(ConversationSummary row, bool ofTraining) =>
        row.Dyad is not 0 and var dyad
        && (dyads.GetValueOrDefault(dyad) <= (ofTraining ? 1 : 0)
            || (ofTraining && earlier?.Lacks(row.Window, dyad) == true));

    /// <summary>
    /// Mean over a conversation's flows of the surprisal of their service among all host-windows, −ln((n + 1) / (N +
    /// V)); 0 for services that the host opened before.
    /// </summary>
    public double NewServiceSurprisal(ConversationSummary row, bool ofTraining)
    {
        var (sum, flows, own) = (0.0, 0, ofTraining ? 1 : 0);
        foreach (var use in row.Services)
        {
            flows += use.Flows;
            if (use.Host == 0) continue;
            var pair = StableHash.OfPair(use.Host, use.Service);
            if (hostServices.GetValueOrDefault(pair) > own
                && !(ofTraining && earlier?.LacksService(row.Window, pair) == true)) continue;
            var uses = Math.Max(services.GetValueOrDefault(use.Service) - own, 0);
            sum -= use.Flows * Math.Log((uses + 1.0) / (allUses + services.Count + 1));
        }

        return flows == 0 ? 0 : sum / flows;
    }

    /// <summary>The most remembered pairs of a table, so that a model file stays of bounded size.</summary>
    public static IEnumerable<KeyValuePair<long, int>> Bounded(IReadOnlyDictionary<long, int> pairs) =>
        pairs.Count <= MostPairs
            ? pairs.OrderBy(pair => pair.Key)
            : pairs.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostPairs)
                .OrderBy(pair => pair.Key);
}
