using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// The monitoring server asks every machine how it is, at short and regular intervals: many destinations, and no
/// attack.
/// </summary>
internal sealed class MonitoringTraffic(SampleNetwork network) : TrafficSource(RandomStream.Monitoring, 0)
{
    private static readonly FlowShape[] Checks = [FlowShapes.HealthCheck, FlowShapes.Ldap, FlowShapes.Snmp];
    private readonly CounterRandom habits = new(network.Seed, RandomStream.Habits);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        for (var i = 0; i < network.Servers.Count; i++)
        {
            var server = network.Servers[i];
            foreach (var at in hour.Timer(300, 7 * i, 1))
                compose.Exchange(at, network.Monitor, server, Checks[i % Checks.Length]);
            foreach (var at in hour.Timer(600, (7 * i) + 2, 1))
                compose.Ping(at, network.Monitor, server, 3, answered: true);
            foreach (var at in hour.Arrivals(2))
                compose.Exchange(at, server, network.Monitor, FlowShapes.Syslog, fromPort: 514);
        }

        for (var person = 0; person < network.Workstations.Count; person++)
        {
            var day = WorkDay.Of(hour, person, habits);
            foreach (var at in hour.Timer(1800, 11 * (person % 160), 1))
            {
                compose.Ping(
                    at, network.Monitor, network.Workstations[person], 3, day.On((hour.HourOfDay * 3600) + at));
            }
        }

        var devices = network.Printers.Concat(network.Controllers);
        var place = 0;
        foreach (var device in devices)
        {
            foreach (var at in hour.Timer(600, 5 * place++ % 600, 1))
                compose.Exchange(at, network.Monitor, device, FlowShapes.Snmp);
        }
    }
}
