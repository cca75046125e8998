using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// What servers do by themselves, day and night: clock, directory, mail coming in, database, updates, files for
/// partners.
/// </summary>
internal sealed class ServerTraffic(SampleNetwork network, WebVisits web) : TrafficSource(RandomStream.Server, 0)
{
    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        var office = hour.Weekend ? 0.3 : hour.HourOfDay is >= 7 and < 19 ? 1.0 : 0.4;

        for (var i = 0; i < network.Servers.Count; i++)
        {
            var server = network.Servers[i];
            foreach (var at in hour.Timer(1024, 91 * i, 4))
                compose.Exchange(at, server, network.World.Ntp[i % 3], FlowShapes.Ntp, fromPort: 123);
            foreach (var at in hour.Arrivals(server == network.DomainController ? 0 : 1.5))
            {
                compose.Exchange(at, server, network.DomainController, FlowShapes.Kerberos);
                compose.Exchange(at + 0.03, server, network.DomainController, FlowShapes.Ldap);
            }

            if ((hour.Clock + i) % 12 == 0) FetchUpdates(hour, compose, server);
        }

        foreach (var at in hour.Arrivals(14 * office)) ReceiveMail(hour, compose, at);
        foreach (var at in hour.Arrivals(70 * office))
            compose.Exchange(at, network.ApplicationServer, network.DatabaseServer, FlowShapes.Database);
        foreach (var at in hour.Arrivals(1.2 * office)) ExchangeFiles(hour, compose, at);
    }

    private void FetchUpdates(TrafficHour hour, FlowComposer compose, string server)
    {
        var random = hour.Random;
        var begin = web.Lookup(hour, compose, random.Between(0, 3000), server) + 0.01;
        var source = random.Pick(network.World.Updates);
        var chunks = random.Whole(1, 10);
        for (var i = 0; i < chunks; i++)
            compose.Exchange(begin + (i * random.Between(0.3, 2)), server, source, FlowShapes.UpdateChunk);
    }

    private void ReceiveMail(TrafficHour hour, FlowComposer compose, double at)
    {
        var random = hour.Random;
        var relay = random.Bernoulli(0.8) ? random.Pick(network.World.MailRelays) : AddressSpace.Service(random);
        compose.Exchange(at, relay, network.MailServer, FlowShapes.MailRelay);
        web.Lookup(hour, compose, at + 0.1, network.MailServer);
    }

    // Passive FTP: the data connections go to high ports that the partner chooses.
    private void ExchangeFiles(TrafficHour hour, FlowComposer compose, double at)
    {
        var random = hour.Random;
        var partner = random.Pick(network.World.Partners);
        compose.Exchange(at, network.FileServer, partner, FlowShapes.FtpControl);
        var files = random.Whole(1, 4);
        for (var i = 0; i < files; i++)
            compose.Exchange(
                at + 0.8 + (i * 0.9), network.FileServer, partner, FlowShapes.FtpData, random.Whole(30000, 45000));
    }
}
