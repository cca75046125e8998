namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// How many new peers a host meets in a window, against its own past where it has one and against all hosts where it
/// has none: log₂(1 + new peers) is taken for normal around a level of the host, the levels for normal around that of
/// all hosts, and the value is judged by what both predict.
/// </summary>
internal sealed class NewPeerModel
{
    // With fewer repeats the spread within hosts cannot be told from that between them.
    private const int LeastRepeats = 10;
    private const double LeastShare = 0.1;
    private readonly Dictionary<long, (int Windows, double Sum)> hosts;

    private NewPeerModel(Dictionary<long, (int, double)> hosts, double mean, double between, double within) =>
        (this.hosts, Mean, Between, Within) = (hosts, mean, between, within);

    /// <summary>Mean level of the hosts.</summary>
    public double Mean { get; }

    /// <summary>Variance of the levels.</summary>
    public double Between { get; }

    /// <summary>Variance of one host's windows around its level.</summary>
    public double Within { get; }

    /// <summary>Windows and summed values of each host.</summary>
    public IReadOnlyDictionary<long, (int Windows, double Sum)> Hosts => hosts;

    /// <summary>The value of a count of new peers.</summary>
    public static double Value(double newPeers) => Math.Log2(1 + newPeers);

    /// <summary>Fits on the windows of training.</summary>
    /// <param name="windows">Host and value of each of its windows.</param>
    public static NewPeerModel Fit(IReadOnlyList<(long Host, double Value)> windows)
    {
        var hosts = new Dictionary<long, (int Windows, double Sum)>();
        foreach (var (host, value) in windows)
        {
            var (count, sum) = hosts.GetValueOrDefault(host);
            hosts[host] = (count + 1, sum + value);
        }

        if (hosts.Count == 0) return new NewPeerModel(hosts, 0, 1, 1);
        var all = windows.Average(window => window.Value);
        var total = windows.Average(window => Square(window.Value - all));
        var repeats = windows.Count - hosts.Count;
        var within = (total / 2) + 1e-6;
        if (repeats >= LeastRepeats)
        {
            var squares = windows.Sum(
                window => Square(window.Value - (hosts[window.Host].Sum / hosts[window.Host].Windows)));
            within = Math.Max(squares / repeats, (LeastShare * total) + 1e-6);
        }

        var mean = hosts.Values.Average(host => host.Sum / host.Windows);
        var levels = hosts.Values.Average(host => Square((host.Sum / host.Windows) - mean));
        var byChance = within * hosts.Values.Average(host => 1.0 / host.Windows);
        return new NewPeerModel(hosts, mean, Math.Max(Math.Max(levels - byChance, LeastShare * total), 1e-6), within);
    }

    /// <summary>Habits from what was kept of them.</summary>
    /// <exception cref="InvalidDataException">They cannot have been kept so.</exception>
    public static NewPeerModel Restore(
        Dictionary<long, (int, double)> hosts, double mean, double between, double within)
    {
        if (!double.IsFinite(mean) || !double.IsFinite(between) || !double.IsFinite(within) || between <= 0
            || within <= 0)
        {
            throw new InvalidDataException("the habits of hosts in its weights have no usable variance");
        }

        return new NewPeerModel(hosts, mean, between, within);
    }

    /// <summary>Standard deviations above what was to be expected of the host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="value">Its value.</param>
    /// <param name="ownIsKnown">Whether the value is one of those fitted, which is then left out.</param>
    public double Deviation(long host, double value, bool ownIsKnown)
    {
        var (expected, variance) = Expect(host, ownIsKnown ? value : null);
        return (value - expected) / Math.Sqrt(Within + variance);
    }

    /// <summary>New peers that the host was to be expected to meet.</summary>
    public double Expected(long host) => Math.Max(0, Math.Pow(2, Expect(host, null).Level) - 1);

    private (double Level, double Variance) Expect(long host, double? own)
    {
        var (windows, sum) = hosts.GetValueOrDefault(host);
        if (own is { } known) (windows, sum) = (windows - 1, sum - known);
        var precision = (windows / Within) + (1 / Between);
        return (((sum / Within) + (Mean / Between)) / precision, 1 / precision);
    }

    private static double Square(double value) => value * value;
}
