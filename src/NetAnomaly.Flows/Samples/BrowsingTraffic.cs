using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// A person at a workstation uses the web: pages, video, files kept in the cloud, calls over the Internet.
/// </summary>
internal sealed class BrowsingTraffic(SampleNetwork network, WebVisits web, int person) : TrafficSource(
    RandomStream.Browsing, person)
{
    private const double PagesPerHour = 10;
    private readonly string client = network.Workstations[person];
    private readonly CounterRandom habits = new(network.Seed, RandomStream.Habits, person);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var day = WorkDay.Of(hour, person, habits);
        habits.Reseed(hour.Seed, RandomStream.Habits, person, 1);
        var zeal = habits.Between(0.6, 1.5);
        var uploads = habits.Bernoulli(0.4);
        var random = hour.Random;
        double Busy(double at) => day.Busy((hour.HourOfDay * 3600) + at);

        foreach (var at in hour.Arrivals(PagesPerHour * zeal))
        {
            if (random.Bernoulli(Busy(at))) web.Open(hour, compose, at, client);
        }

        foreach (var at in hour.Arrivals(0.35 * zeal))
        {
            if (!random.Bernoulli(Busy(at))) continue;
            var begin = web.Lookup(hour, compose, at, client) + 0.01;
            var pieces = random.Whole(1, 6);
            for (var i = 0; i < pieces; i++)
                compose.Exchange(
                    begin + (i * random.Between(5, 70)), client, random.Pick(network.World.Video), FlowShapes.Video);
        }

        foreach (var at in hour.Arrivals(uploads ? 4 : 0.6))
        {
            if (!random.Bernoulli(Busy(at))) continue;
            var begin = web.Lookup(hour, compose, at, client) + 0.01;
            var files = random.Whole(1, 3);
            var store = random.Pick(network.World.CloudStorage);
            for (var i = 0; i < files; i++) compose.Exchange(begin + (i * 0.3), client, store, FlowShapes.CloudUpload);
        }

        foreach (var at in hour.Arrivals(0.3))
        {
            if (random.Bernoulli(Busy(at))) Call(hour, compose, at);
        }
    }

    // A meeting: relays are asked for the way, then the media go directly, from a high port to a high port.
    private void Call(TrafficHour hour, FlowComposer compose, double at)
    {
        var random = hour.Random;
        var begin = web.Lookup(hour, compose, at, client) + 0.02;
        var relays = random.Whole(1, 3);
        for (var i = 0; i < relays; i++)
            compose.Exchange(begin + (i * 0.01), client, random.Pick(network.World.MediaRelays), FlowShapes.Stun);
        var peer = random.Bernoulli(0.6) ? random.Pick(network.World.MediaRelays) : AddressSpace.Subscriber(random);
        var streams = random.Whole(1, 3);
        for (var i = 0; i < streams; i++)
            compose.Exchange(begin + 0.4 + (i * 0.05), client, peer, FlowShapes.Media, random.Whole(20000, 60000));
    }
}
