namespace NetAnomaly.Flows.Samples;

/// <summary>
/// The traffic of a small office that does not exist, over days, with attacks to switch on. Labelled: <c>Normal</c>, or
/// the name of the <see cref="SampleAttack"/>.
/// </summary>
/// <remarks>
/// Every source of traffic draws from a random stream of its own for each hour, so that neither a further day nor an
/// attack changes any other flow. One hour is held in memory at a time.
/// </remarks>
internal sealed class SampleTraffic
{
    private readonly SampleTrafficOptions options;

    /// <summary>Traffic as the options say.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which and what it may
    /// be.</exception>
    public SampleTraffic(SampleTrafficOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.options = options;
    }

    /// <summary>The flows by start time, made as they are asked for; the same ones every time.</summary>
    public IEnumerable<FlowRecord> Generate()
    {
        var network = new SampleNetwork(options);
        var sources = Sources(network);
        AttackScene[] attacks =
        [
            .. options.Attacks.Distinct().Order().Select(
                attack => AttackScene.For(attack, network, options.AttackDayIndex)),
        ];
        var hour = new TrafficHour(options);
        var compose = new FlowComposer(hour);
        for (var index = 0; index < options.Days * 24; index++)
        {
            hour.Begin(index);
            foreach (var source in sources) source.Run(hour, compose);
            foreach (var attack in attacks) attack.Run(hour, compose);
            foreach (var flow in hour.Ordered()) yield return flow;
        }
    }

    private static List<TrafficSource> Sources(SampleNetwork network)
    {
        var web = new WebVisits(network);
        var sources = new List<TrafficSource>
        {
            new ServerTraffic(network, web),
            new MonitoringTraffic(network),
            new BackupTraffic(network),
            new DeviceTraffic(network, web),
            new GuestTraffic(network, web),
            new VisitorTraffic(network),
        };
        for (var person = 0; person < network.Workstations.Count; person++)
        {
            sources.Add(new BrowsingTraffic(network, web, person));
            sources.Add(new OfficeTraffic(network, web, person));
            sources.Add(new MachineTraffic(network, web, person));
        }

        for (var person = 0; person < network.RemoteWorkers; person++)
            sources.Add(new RemoteTraffic(network, web, person));
        return sources;
    }
}
