using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Scoring;

/// <summary>Counts what tells that a network has changed: hosts that training never saw, and p-values by day.</summary>
internal sealed class DriftCounters
{
    // An attacker, or who is attacked, makes many conversations strange; a changed network those of many hosts.
    private const int FewHosts = 3;
    private readonly SortedDictionary<DateTime, DriftDay> days = [];
    private long asked;
    private long clients;
    private long servers;
    private long both;

    /// <summary>Counts a conversation.</summary>
    public void Add(in ScoredItem one)
    {
        if (one.IsSourceKnown is not null || one.IsDestinationKnown is not null)
        {
            asked++;
            var (client, server) = (one.IsSourceKnown == false, one.IsDestinationKnown == false);
            if (client) clients++;
            if (server) servers++;
            if (client && server) both++;
        }

        if (!one.IsFinite) return;
        var date = one.WindowStart.Date;
        if (!days.TryGetValue(date, out var day)) days.Add(date, day = new DriftDay());
        day.Conversations++;
        if (one.PValue <= DailyDrift.StrangePValue) day.Strange.Add((one.Source, one.Destination));
    }

    /// <summary>Whose hosts training never saw; <see langword="null"/> where the model remembers none.</summary>
    public UnknownHostCount? UnknownHosts() =>
        asked == 0 ? null : new UnknownHostCount(asked, clients, servers, both);

    /// <summary>The days, by date.</summary>
    public IReadOnlyList<DailyDrift> ByDay() =>
        [
            .. days.Select(day => new DailyDrift(
                day.Key, day.Value.Conversations, day.Value.Strange.Count, day.Value.WithoutFew(FewHosts))),
        ];

    private sealed class DriftDay
    {
        public long Conversations { get; set; }

        /// <summary>Client and server of each strange conversation.</summary>
        public List<(string? Source, string? Destination)> Strange { get; } = [];

        /// <summary>Strange conversations without those of the few hosts that explain the most of them.</summary>
        public long WithoutFew(int hosts)
        {
            List<(string? Source, string? Destination)> left = Strange;
            for (var i = 0; i < hosts && left.Count > 0; i++)
            {
                var counts = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var (source, destination) in left)
                {
                    Count(counts, source);
                    if (destination != source) Count(counts, destination);
                }

                if (counts.Count == 0) break;
                var busiest = counts.MaxBy(host => host.Value).Key;
                left = [.. left.Where(pair => pair.Source != busiest && pair.Destination != busiest)];
            }

            return left.Count;
        }

        private static void Count(Dictionary<string, int> counts, string? host)
        {
            if (host is not null) CollectionsMarshal.GetValueRefOrAddDefault(counts, host, out _)++;
        }
    }
}
