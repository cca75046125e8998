namespace NetAnomaly.Flows.Samples;

/// <summary>
/// From an infected workstation: three machines swept in some minutes with bare SYNs, two more slowly through whole
/// connections. The ports are those of services in use here and the usual candidates.
/// </summary>
internal sealed class PortScanScene : AttackScene
{
    private static readonly int[] CommonPorts =
    [
        21, 22, 25, 53, 80, 88, 135, 389, 443, 445, 514, 554, 587, 631, 993, 1433, 3389, 5985, 7440, 7441, 8080, 8883,
        9100, 10556, 24820, 49664,
        49665, 49666, 49667, 49668, 49669, 49670, 49671, 49672,
    ];

    private readonly string source;
    private readonly string[] swept;
    private readonly string[] probed;
    private readonly double sweepAt;
    private readonly double probeFrom;
    private readonly double probeTo;

    public PortScanScene(SampleNetwork network, int day)
        : base(SampleAttack.PortScan, network, day)
    {
        source = InfectedWorkstation();
        var targets = network.Servers.Concat(network.Workstations).Where(address => address != source).ToArray();
        Shuffle(targets);
        swept = targets[..Math.Min(3, targets.Length)];
        probed = targets[swept.Length..Math.Min(5, targets.Length)];
        sweepAt = Plan.Between(9, 15.5) * Hour;
        probeFrom = sweepAt + (Plan.Between(0.2, 0.8) * Hour);
        probeTo = probeFrom + (Plan.Between(1.5, 2.5) * Hour);
    }

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        // The sweep is over within minutes; it is made in the hour in which it begins.
        var (sweep, _) = Within(hour, sweepAt, sweepAt + 1);
        if ((int)(sweepAt / Hour) == hour.HourOfDay)
        {
            foreach (var target in swept)
            {
                sweep += hour.Random.Between(1, 8);
                for (var i = 0; i < 3 * CommonPorts.Length; i++)
                {
                    sweep += 0.02 + (0.25 * hour.Random.Exponential());
                    Probe(hour, compose, sweep, target, synBytes: 60);
                }
            }
        }

        var (from, to) = Within(hour, probeFrom, probeTo);
        for (var at = from + (20 * hour.Random.Exponential()); at < to; at += 4 + (26 * hour.Random.Exponential()))
        {
            Probe(hour, compose, at, hour.Random.Pick(probed), synBytes: 74);
        }
    }

    private void Probe(TrafficHour hour, FlowComposer compose, double at, string target, int synBytes)
    {
        var random = hour.Random;
        var port = random.Pick(CommonPorts);
        var luck = random.NextUnit();
        if (luck < 0.72) compose.Refused(at, source, target, port, 1, synBytes);
        else if (luck < 0.92) compose.Unanswered(at, source, target, port, random.Whole(1, 2), synBytes);
        else compose.HalfOpen(at, source, target, port, 1, synBytes);
    }

    private void Shuffle(string[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = Plan.Whole(0, i);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
