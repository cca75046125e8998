using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// One person who works from elsewhere: from another address each day, through the VPN, mornings, evenings and
/// sometimes weekends.
/// </summary>
internal sealed class RemoteTraffic(SampleNetwork network, WebVisits web, int person) : TrafficSource(
    RandomStream.Remote, person)
{
    private readonly CounterRandom habits = new(network.Seed, RandomStream.Remote);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        habits.Reseed(hour.Seed, RandomStream.Remote, -1 - person, hour.Date);
        var works = habits.Bernoulli(hour.Weekend ? 0.15 : 0.75);
        var begin = (habits.Bernoulli(0.6) ? habits.Between(7, 10) : habits.Between(18, 20)) - hour.HourOfDay;
        var end = begin + habits.Between(1.5, 6);
        var home = AddressSpace.Subscriber(habits);
        if (!works || end <= 0 || begin >= 1) return;

        var random = hour.Random;
        var from = Math.Max(0, begin) * 3600;
        var to = Math.Min(1, end) * 3600;
        var inside = SampleNetwork.VpnAddress(person);

        // The tunnel is reported once an hour; it carries what happens inside it.
        compose.Datagrams(
            from, home, network.VpnGateway, FlowShapes.Tunnel with { Seconds = new(to - from - 0.5) },
            (long)FlowShapes.Tunnel.Up.Draw(random), (long)FlowShapes.Tunnel.Down.Draw(random));

        foreach (var at in hour.Arrivals(36))
        {
            if (at < from || at >= to - 1) continue;
            switch (random.Whole(0, 9))
            {
                case < 2:
                    compose.Exchange(at, inside, network.FileServer, FlowShapes.Smb);
                    break;
                case < 4:
                    compose.Exchange(at, inside, network.ApplicationServer, FlowShapes.Business);
                    break;
                case < 6:
                    compose.Exchange(at, inside, network.MailServer, FlowShapes.Imap);
                    break;
                case 6:
                    compose.Exchange(at, inside, network.DomainController, FlowShapes.Kerberos);
                    break;
                case 7:
                    compose.Exchange(
                        at, inside, network.Workstations[person % network.Workstations.Count],
                        FlowShapes.RemoteDesktop);
                    break;
                default:
                    web.Lookup(hour, compose, at, inside);
                    break;
            }
        }

        // Now and then a shell from outside, a wrong password included.
        foreach (var at in hour.Arrivals(0.5))
        {
            if (at < from || at >= to) continue;
            if (random.Bernoulli(0.2))
                compose.Connection(
                    at, home, network.SshGateway, FlowShapes.Ssh with { Seconds = new(6, 0.4) }, 1700, 2100);
            compose.Exchange(at + 8, home, network.SshGateway, FlowShapes.Ssh);
        }
    }
}
