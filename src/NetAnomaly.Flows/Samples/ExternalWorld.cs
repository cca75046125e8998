using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// What the office uses on the Internet. Web sites have a Zipf popularity, most behind shared delivery networks; some
/// are new each day.
/// </summary>
internal sealed class ExternalWorld
{
    private const int EstablishedSites = 320;
    private const int NewSitesPerDay = 14;

    private readonly int seed;
    private readonly string[][] sites;
    private readonly string[][] deliveryNetworks;
    private readonly Dictionary<int, string[][]> newSites = [];
    private readonly ZipfTable popularity = new(EstablishedSites, 1.5);

    public ExternalWorld(int seed)
    {
        this.seed = seed;
        var random = new CounterRandom(seed, RandomStream.Plan, 1);
        deliveryNetworks = [.. Enumerable.Range(0, 5).Select(_ => AddressSpace.Block(random, 16))];
        sites = [.. Enumerable.Range(0, EstablishedSites).Select(_ => Site(random))];
        Updates = AddressSpace.Block(random, 8);
        Telemetry = AddressSpace.Block(random, 6);
        CloudStorage = AddressSpace.Block(random, 6);
        Video = AddressSpace.Block(random, 10);
        Ntp = Many(random, 8, AddressSpace.Service);
        UpstreamDns = Many(random, 3, AddressSpace.Service);
        NameServers = Many(random, 70, AddressSpace.Service);
        MailRelays = Many(random, 45, AddressSpace.Service);
        MediaRelays = AddressSpace.Block(random, 12);
        CameraCloud = AddressSpace.Block(random, 2);
        Partners = Many(random, 3, AddressSpace.Service);
        BackupPeers = Many(random, 14, AddressSpace.Subscriber);
    }

    public IReadOnlyList<string> Updates { get; }

    public IReadOnlyList<string> Telemetry { get; }

    public IReadOnlyList<string> CloudStorage { get; }

    public IReadOnlyList<string> Video { get; }

    public IReadOnlyList<string> Ntp { get; }

    public IReadOnlyList<string> UpstreamDns { get; }

    public IReadOnlyList<string> NameServers { get; }

    public IReadOnlyList<string> MailRelays { get; }

    public IReadOnlyList<string> MediaRelays { get; }

    public IReadOnlyList<string> CameraCloud { get; }

    /// <summary>Firms with which files are exchanged.</summary>
    public IReadOnlyList<string> Partners { get; }

    /// <summary>Other sites that keep copies for each other.</summary>
    public IReadOnlyList<string> BackupPeers { get; }

    /// <summary>The addresses of a site that somebody visits on that day.</summary>
    public string[] VisitSite(CounterRandom random, int day)
    {
        if (!random.Bernoulli(0.035)) return sites[popularity.Draw(random)];
        // The first day by default has no day before it.
        var earliest = day < 0 ? day - 6 : Math.Max(0, day - 6);
        var appeared = NewSites(random.Whole(earliest, day));
        return appeared[random.Whole(0, appeared.Length - 1)];
    }

    private string[][] NewSites(int day)
    {
        if (newSites.TryGetValue(day, out var known)) return known;
        var random = new CounterRandom(seed, RandomStream.NewSites, day);
        return newSites[day] = [.. Enumerable.Range(0, NewSitesPerDay).Select(_ => Site(random))];
    }

    private string[] Site(CounterRandom random) =>
        random.Bernoulli(0.6)
            ? Many(random, random.Whole(1, 4), r => r.Pick(r.Pick(deliveryNetworks)))
            : Many(random, random.Whole(1, 2), AddressSpace.Service);

    private static string[] Many(CounterRandom random, int count, Func<CounterRandom, string> make) =>
        [.. Enumerable.Range(0, count).Select(_ => make(random))];
}
