using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// What a workstation does by itself while it is on: clock, telemetry, updates, its copy to other sites, a push
/// channel.
/// </summary>
internal sealed class MachineTraffic(SampleNetwork network, WebVisits web, int person) : TrafficSource(
    RandomStream.Machine, person)
{
    private readonly string client = network.Workstations[person];
    private readonly CounterRandom habits = new(network.Seed, RandomStream.Habits, person);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var day = WorkDay.Of(hour, person, habits);
        habits.Reseed(hour.Seed, RandomStream.Habits, person, 2);
        var phase = habits.Between(0, 3000);
        var keepsCopies = habits.Bernoulli(0.2);
        var random = hour.Random;
        bool On(double at) => day.On((hour.HourOfDay * 3600) + at);

        foreach (var at in hour.Timer(1024, phase, 6))
        {
            if (On(at)) compose.Exchange(at, client, habits.Pick(network.World.Ntp), FlowShapes.Ntp, fromPort: 123);
        }

        foreach (var at in hour.Timer(300, phase, 2))
        {
            if (On(at) && person % 3 == 0)
                compose.Exchange(at, client, network.ApplicationServer, FlowShapes.BusinessPush);
        }

        foreach (var at in hour.Timer(1800, phase, 120))
        {
            if (!On(at)) continue;
            var begin = web.Lookup(hour, compose, at, client) + 0.01;
            compose.Exchange(begin, client, random.Pick(network.World.Telemetry), FlowShapes.Telemetry);
        }

        foreach (var at in hour.Timer(5 * 3600, phase * 5, 600))
        {
            if (!On(at)) continue;
            var begin = web.Lookup(hour, compose, at, client) + 0.01;
            var server = random.Pick(network.World.Updates);
            var chunks = random.Whole(1, 24);
            for (var i = 0; i < chunks; i++)
                compose.Exchange(begin + (i * random.Between(0.4, 2.5)), client, server, FlowShapes.UpdateChunk);
        }

        if (keepsCopies) CopyToPeers(hour, compose, On);
    }

    // An agent that keeps copies at other sites and finds them by itself: rare port, many destinations, some of them
    // gone.
    private void CopyToPeers(TrafficHour hour, FlowComposer compose, Func<double, bool> on)
    {
        var random = hour.Random;
        foreach (var at in hour.Arrivals(3))
        {
            if (!on(at)) continue;
            var peer = random.Pick(network.World.BackupPeers);
            compose.Exchange(at, client, peer, FlowShapes.PeerHello, fromPort: FlowShapes.PeerHello.Port);
            if (random.Bernoulli(0.5)) compose.Exchange(at + 0.2, client, peer, FlowShapes.PeerBackup);
        }
    }
}
