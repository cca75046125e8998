using NetAnomaly.Core.Detection;
using NetAnomaly.Internal;
namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// What the earlier half of training saw. To a model that scans later traffic whatever began after training is new in
/// every window; the later half of training, against the earlier one, shows how common that is. Needed while training
/// only.
/// </summary>
internal sealed class FirstHalfHistory
{
    // With fewer windows the halves are no past and future.
    private const int LeastWindows = 10;
    private readonly HashSet<long> dyads = [];
    private readonly HashSet<long> hostServices = [];
    private readonly long cut;

    private FirstHalfHistory(long cut) => this.cut = cut;

    /// <summary>
    /// The earlier half of the windows of rows that are ordered by window; <see langword="null"/> where there are too
    /// few windows.
    /// </summary>
    public static FirstHalfHistory? Of(IReadOnlyList<ConversationSummary> rows)
    {
        long[] windows = [.. rows.Select(row => row.Window).Distinct()];
        if (windows.Length < LeastWindows) return null;
        var earlier = new FirstHalfHistory(windows[windows.Length / 2]);
        foreach (var row in rows)
        {
            if (row.Window >= earlier.cut) break;
            if (row.Dyad is not 0 and var dyad) earlier.dyads.Add(dyad);
            foreach (var use in row.Services) earlier.hostServices.Add(StableHash.OfPair(use.Host, use.Service));
        }

        return earlier;
    }

    /// <summary>Whether a window is of the later half and the pair of hosts did not speak in the earlier one.</summary>
    public bool Lacks(long window, long dyad) => window >= cut && !dyads.Contains(dyad);

    /// <summary>The same of a host and a service that it opened.</summary>
    public bool LacksService(long window, long hostService) => window >= cut && !hostServices.Contains(hostService);
}
