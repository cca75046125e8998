using NetAnomaly.Core.Sampling.Network;
using NetAnomaly.Core.Sampling.Randomness;

namespace NetAnomaly.Core.Sampling.Traffic;

/// <summary>The Internet comes to the perimeter: visitors of the web site, search robots, partners, and the odd stray probe.</summary>
internal sealed class VisitorTraffic(SampleNetwork network) : TrafficSource(RandomStream.Visitors, 0)
{
    private static readonly int[] ProbedPorts = [22, 23, 80, 443, 445, 3389, 5060, 8080, 8443, 1433, 6379, 25];
    private readonly SampleRandom habits = new(network.Seed, RandomStream.Visitors);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        var rush = hour.HourOfDay switch { < 6 => 0.15, < 8 => 0.5, < 18 => 1.0, < 23 => 0.8, _ => 0.4 } * (hour.Weekend ? 0.55 : 1);
        var size = 0.5 + (network.Workstations.Count / 50.0);

        foreach (var at in hour.Arrivals(26 * rush * size)) Visit(hour, compose, at, AddressSpace.Subscriber(random), random.Whole(1, 12));

        habits.Reseed(hour.Seed, RandomStream.Visitors, -1, 0);
        var robots = AddressSpace.Block(habits, 4);
        foreach (var at in hour.Arrivals(10)) Visit(hour, compose, at, random.Pick(robots), 1);

        foreach (var at in hour.Arrivals(0.5 * size)) compose.Exchange(at, random.Pick(network.World.Partners), network.SshGateway, FlowShapes.SshTransfer);

        // The noise that reaches every public address; the firewall lets little of it through.
        foreach (var at in hour.Arrivals(0.8))
        {
            var target = random.Chance(0.5) ? network.WebServer : network.SshGateway;
            compose.Unanswered(at, AddressSpace.Service(random), target, random.Pick(ProbedPorts), random.Whole(1, 2), synBytes: 60);
        }
    }

    private void Visit(TrafficHour hour, FlowComposer compose, double at, string visitor, int pages)
    {
        var random = hour.Random;
        if (random.Chance(0.4)) compose.Exchange(at, visitor, network.WebServer, FlowShapes.VisitorRedirect);
        for (var page = 0; page < pages; page++)
        {
            compose.Exchange(at + 0.2, visitor, network.WebServer, FlowShapes.VisitorPage);
            at += 1 + (12 * random.Exponential());
        }
    }
}
