using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Detection;

/// <summary>
/// What a scan has gathered of its pairs and hosts over the windows behind it: the memory of evidence that adds up.
/// Belongs to one scan. The same windows in the same order leave the same state. Not thread-safe.
/// </summary>
internal sealed class EvidenceState
{
    /// <summary>Silence after which a pair or host is forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    private readonly Dictionary<long, SubjectState> pairs = [];
    private readonly Dictionary<long, SubjectState> clients = [];
    private readonly Dictionary<long, SubjectState> servers = [];
    private long swept = long.MinValue;

    /// <summary>The memory of a scan that has seen nothing.</summary>
    public EvidenceState()
    {
    }

    /// <summary>A memory that was kept.</summary>
    /// <param name="latest">Start of the latest window that was judged, ticks.</param>
    /// <param name="windows">Windows that were judged.</param>
    /// <param name="pairs">Pairs; each once.</param>
    /// <param name="clients">Hosts that opened conversations.</param>
    /// <param name="servers">Hosts that were called.</param>
    internal EvidenceState(
        long latest, int windows, IEnumerable<KeyValuePair<long, SubjectState>> pairs,
        IEnumerable<KeyValuePair<long, SubjectState>> clients, IEnumerable<KeyValuePair<long, SubjectState>> servers)
    {
        (Latest, Windows, swept) = (latest, windows, latest / TimeSpan.TicksPerDay);
        foreach (var (key, state) in pairs) this.pairs.Add(key, state);
        foreach (var (key, state) in clients) this.clients.Add(key, state);
        foreach (var (key, state) in servers) this.servers.Add(key, state);
    }

    /// <summary>Pairs that spoke lately.</summary>
    public IReadOnlyDictionary<long, SubjectState> Pairs => pairs;

    /// <summary>Hosts that opened conversations lately.</summary>
    public IReadOnlyDictionary<long, SubjectState> Clients => clients;

    /// <summary>Hosts that were called lately.</summary>
    public IReadOnlyDictionary<long, SubjectState> Servers => servers;

    /// <summary>Start of the latest window that was judged, ticks.</summary>
    public long Latest { get; private set; } = long.MinValue;

    /// <summary>Windows that were judged.</summary>
    public int Windows { get; private set; }

    /// <summary>The number of a window among those that hold something, the first being 1.</summary>
    internal int NumberOf(long window) => window > Latest ? Windows + 1 : Windows;

    /// <summary>The state of a pair, to be changed in place before the next is asked for.</summary>
    internal ref SubjectState Pair(long pair) => ref Of(pairs, pair);

    /// <summary>The state of a host as a client.</summary>
    internal ref SubjectState Client(long host) => ref Of(clients, host);

    /// <summary>The state of a host as a server.</summary>
    internal ref SubjectState Server(long host) => ref Of(servers, host);

    /// <summary>Notes that a window is judged; forgets once a day who has been silent.</summary>
    internal void Reach(long window)
    {
        Windows = NumberOf(window);
        Latest = Math.Max(Latest, window);
        var day = Latest / TimeSpan.TicksPerDay;
        if (day == swept) return;
        swept = day;
        foreach (var subjects in new[] { pairs, clients, servers })
        {
            foreach (var (key, state) in subjects)
            {
                if (state.Last < Latest - Memory.Ticks) subjects.Remove(key);
            }
        }
    }

    private static ref SubjectState Of(Dictionary<long, SubjectState> subjects, long key)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(subjects, key, out var known);
        if (!known) state.Last = long.MinValue;
        return ref state;
    }
}
