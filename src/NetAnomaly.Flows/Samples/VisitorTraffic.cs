using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// The Internet comes to the perimeter: visitors of the web site, search robots, partners, and the odd stray probe.
/// </summary>
internal sealed class VisitorTraffic(SampleNetwork network) : TrafficSource(RandomStream.Visitors, 0)
{
    private readonly CounterRandom habits = new(network.Seed, RandomStream.Visitors);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        var rush = hour.HourOfDay switch { < 6 => 0.15, < 8 => 0.5, < 18 => 1.0, < 23 => 0.8,
            _ => 0.4 } * (hour.Weekend ? 0.55 : 1);
        var size = 0.5 + (network.Workstations.Count / 50.0);

        foreach (var at in hour.Arrivals(26 * rush * size))
            Visit(hour, compose, at, AddressSpace.Subscriber(random), random.Whole(1, 12));

        habits.Reseed(hour.Seed, RandomStream.Visitors, -1, 0);
        var robots = AddressSpace.Block(habits, 4);
        foreach (var at in hour.Arrivals(10)) Visit(hour, compose, at, random.Pick(robots), 1);

        foreach (var at in hour.Arrivals(0.5 * size))
            compose.Exchange(at, random.Pick(network.World.Partners), network.SshGateway, FlowShapes.SshTransfer);

        // The noise that reaches every public address; the firewall lets through what goes to open ports.
        foreach (var at in hour.Arrivals(0.6))
        {
            var prober = AddressSpace.Service(random);
            var (target, port) = random.Whole(0, 2) switch
            {
                0 => (network.SshGateway, 22),
                1 => (network.WebServer, 80),
                _ => (network.WebServer, 443),
            };
            switch (random.NextUnit())
            {
                case < 0.10:
                    compose.Exchange(at, prober, network.SshGateway, FlowShapes.SshGreeting);
                    break;
                case < 0.15:
                    compose.Unanswered(at, prober, target, port, 1, synBytes: 60);
                    break;
                case < 0.2:
                    compose.Refused(at, prober, target, port, 1, synBytes: 60);
                    break;
                default:
                    compose.Unanswered(at, prober, target, port, random.Whole(2, 3));
                    break;
            }
        }
    }

    private void Visit(TrafficHour hour, FlowComposer compose, double at, string visitor, int pages)
    {
        var random = hour.Random;
        if (random.Bernoulli(0.4)) compose.Exchange(at, visitor, network.WebServer, FlowShapes.VisitorRedirect);
        for (var page = 0; page < pages; page++)
        {
            compose.Exchange(at + 0.2, visitor, network.WebServer, FlowShapes.VisitorPage);
            at += 1 + (12 * random.Exponential());
        }
    }
}
