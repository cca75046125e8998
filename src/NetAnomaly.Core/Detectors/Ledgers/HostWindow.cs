using System.Runtime.InteropServices;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>One host in one window of training.</summary>
/// <param name="Host">The host.</param>
/// <param name="Window">Start of the window, ticks.</param>
/// <param name="Peers">Conversations that it opened, or was called in.</param>
/// <param name="Unanswered">Flows of it that stayed unanswered.</param>
internal readonly record struct HostWindow(long Host, long Window, int Peers, int Unanswered)
{
    /// <summary>The hosts that opened conversations.</summary>
    public static IReadOnlyList<HostWindow> OfClients(ConversationSummary[] rows) => Gather(rows, row => row.Source);

    /// <summary>The hosts that were called.</summary>
    public static IReadOnlyList<HostWindow> OfServers(ConversationSummary[] rows) =>
        Gather(rows, row => row.Destination);

    private static HostWindow[] Gather(ConversationSummary[] rows, Func<ConversationSummary, long> host)
    {
        var gathered = new Dictionary<(long, long), HostWindow>(rows.Length);
        foreach (var row in rows)
        {
            if (host(row) is not (not 0 and var key)) continue;
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(gathered, (key, row.Window), out _);
            own = new HostWindow(key, row.Window, own.Peers + 1, own.Unanswered + row.Traffic.Unanswered);
        }

        return [.. gathered.Values];
    }
}
