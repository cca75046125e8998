using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// Backups at night: servers as images in volumes of a gigabyte, workstations that are on by what has changed.
/// </summary>
internal sealed class BackupTraffic(SampleNetwork network) : TrafficSource(RandomStream.Backup, 0)
{
    private readonly CounterRandom habits = new(network.Seed, RandomStream.Habits);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        if (hour.HourOfDay is >= 1 and <= 4)
        {
            for (var i = hour.HourOfDay - 1; i < network.Servers.Count; i += 4)
            {
                if (network.Servers[i] == network.BackupServer) continue;
                var at = random.Between(60, 900);
                var pieces = random.Whole(9, 22);
                for (var piece = 0; piece < pieces; piece++)
                {
                    at = compose.Exchange(
                        at, network.Servers[i], network.BackupServer, FlowShapes.ImagePiece) + random.Between(0.2, 3);
                }
            }
        }

        if (hour.HourOfDay is 12 or 20 or 22)
        {
            for (var person = 0; person < network.Workstations.Count; person++)
            {
                var at = random.Between(0, 3300);
                if (!WorkDay.Of(hour, person, habits).On((hour.HourOfDay * 3600) + at)) continue;
                var pieces = random.Whole(1, 5);
                for (var piece = 0; piece < pieces; piece++)
                {
                    at = compose.Exchange(
                        at, network.Workstations[person], network.BackupServer,
                        FlowShapes.Increment) + random.Between(0.1, 2);
                }
            }
        }
    }
}
