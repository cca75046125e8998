using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// Guests with laptops of their own: addresses nobody has seen before, for some hours of a working day.
/// </summary>
internal sealed class GuestTraffic(SampleNetwork network, WebVisits web) : TrafficSource(RandomStream.Guest, 0)
{
    private readonly CounterRandom visits = new(network.Seed, RandomStream.Guest);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        if (hour.Weekend) return;
        visits.Reseed(hour.Seed, RandomStream.Guest, -1, hour.Date);
        var guests = visits.Whole(0, 2 + (network.Workstations.Count / 20));
        for (var guest = 0; guest < guests; guest++)
        {
            var arrive = (visits.Between(8.5, 15) - hour.HourOfDay) * 3600;
            var leave = arrive + (visits.Between(0.7, 3.5) * 3600);
            var client = SampleNetwork.GuestAddress(hour.Date, guest);
            if (arrive >= TrafficHour.Length || leave <= 0) continue;
            if (arrive >= 0) compose.Exchange(arrive, client, network.DomainController, FlowShapes.Dhcp, fromPort: 68);
            foreach (var at in hour.Arrivals(14))
            {
                if (at > arrive && at < leave) web.Open(hour, compose, at, client);
            }

            foreach (var at in hour.Arrivals(3))
            {
                if (at > arrive && at < leave)
                    compose.Exchange(at, client, hour.Random.Pick(network.World.CloudStorage), FlowShapes.CloudUpload);
            }
        }
    }
}
