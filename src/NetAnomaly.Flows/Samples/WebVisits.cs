namespace NetAnomaly.Flows.Samples;

/// <summary>Looking up names and opening pages, as every machine with a browser does.</summary>
internal sealed class WebVisits(SampleNetwork network)
{
    private const double CacheMiss = 0.3;

    /// <summary>
    /// A name lookup at the resolver, which asks further where it must; returns when the answer is there.
    /// </summary>
    public double Lookup(TrafficHour hour, FlowComposer compose, double at, string client)
    {
        var random = hour.Random;
        var self = client == network.Resolver;
        var done = self ? at : compose.Exchange(at, client, network.Resolver, FlowShapes.Dns);
        if (self || random.Bernoulli(CacheMiss))
        {
            var server = random.Bernoulli(0.55)
                ? random.Pick(network.World.UpstreamDns)
                : random.Pick(network.World.NameServers);
            compose.Exchange(at + 0.0004, network.Resolver, server, FlowShapes.Dns);
        }

        return done;
    }

    /// <summary>A page: lookups, then connections to the site and to what it embeds.</summary>
    public void Open(TrafficHour hour, FlowComposer compose, double at, string client)
    {
        var random = hour.Random;
        var parts = random.Whole(1, 4);
        for (var part = 0; part < parts; part++)
        {
            var site = network.World.VisitSite(random, hour.Date);
            var begin = Lookup(
                hour, compose, at + (part * random.Between(0.05, 0.6)), client) + random.Between(0.0005, 0.02);
            if (random.Bernoulli(0.5)) Lookup(hour, compose, begin - 0.0003, client);
            var connections = random.Whole(1, 3);
            var quic = random.Bernoulli(0.22);
            var plain = random.Bernoulli(0.08);
            for (var i = 0; i < connections; i++)
            {
                var shape = quic ? FlowShapes.Quic : plain ? FlowShapes.Http : FlowShapes.Tls;
                compose.Exchange(begin + (i * random.Between(0.002, 0.4)), client, site[i % site.Length], shape);
            }
        }
    }
}
