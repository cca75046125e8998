using System.Globalization;
using NetAnomaly.Benchmarks.Explaining;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>
/// Beacons of busy hosts of a network, told as its exporter would: one flow in each direction of a short exchange with
/// an address outside that nobody called before. Hours of which the capture holds nothing have no beacon either.
/// </summary>
internal sealed class LaidOverBeacons
{
    private const double LeastJitter = 0.01;
    private const double MostJitter = 0.08;
    private readonly Random random;
    private readonly Queue<string> hosts;
    private readonly HashSet<string> known;
    private readonly HashSet<long> hours;

    /// <summary>Beacons within some days.</summary>
    /// <param name="past">Traffic from before.</param>
    /// <param name="test">Traffic of those days.</param>
    /// <param name="seed">Draws hosts, addresses, times and sizes.</param>
    public LaidOverBeacons(FlowRecord[] past, FlowRecord[] test, int seed)
    {
        random = new Random(seed);
        known = [.. past.Concat(test).SelectMany(flow => new[] { flow.SourceAddress, flow.DestinationAddress })];
        hours = [.. test.Select(flow => flow.Start.Ticks / TimeSpan.TicksPerHour)];
        var busyBefore = InsideHosts.Of(past).ToHashSet();
        string[] busy = [.. InsideHosts.Of(test).Where(busyBefore.Contains)];
        random.Shuffle(busy);
        hosts = new Queue<string>(busy);
    }

    /// <summary>One beacon of a host that has none yet.</summary>
    /// <param name="period">Time from call to call.</param>
    /// <param name="length">How long it lasts.</param>
    /// <param name="from">It begins no earlier.</param>
    /// <param name="to">It ends no later.</param>
    public IEnumerable<FlowRecord> Of(TimeSpan period, TimeSpan length, DateTime from, DateTime to)
    {
        var (host, outside) = (hosts.Dequeue(), Outside());
        var label = string.Create(CultureInfo.InvariantCulture, $"Beacon-{period.TotalSeconds:0}s");
        var jitter = LeastJitter + ((MostJitter - LeastJitter) * random.NextDouble());
        var start = from + Begin(to - from - length, from);
        var (sent, answered) = (random.Next(150, 400), random.Next(120, 600));
        var port = random.Next(49152, 60000);
        for (var at = start; at < start + length; at += period * (1 + (jitter * ((2 * random.NextDouble()) - 1))))
        {
            port = port == 65535 ? 49152 : port + 1 + random.Next(3);
            port = Math.Min(port, 65535);
            if (!hours.Contains(at.Ticks / TimeSpan.TicksPerHour)) continue;
            var duration = TimeSpan.FromMilliseconds(80 + random.Next(300));
            yield return OneWay(
                at, duration, (host, port), (outside, 443), 6 + random.Next(2), sent + random.Next(24), label);
            yield return OneWay(
                at.AddMilliseconds(10 + random.Next(40)), duration, (outside, 443), (host, port), 5 + random.Next(2),
                answered + random.Next(24), label);
        }
    }

    // A beacon begins in an hour of which the capture holds something.
    private TimeSpan Begin(TimeSpan most, DateTime from)
    {
        TimeSpan begin;
        do begin = most * random.NextDouble();
        while (!hours.Contains((from + begin).Ticks / TimeSpan.TicksPerHour));
        return begin;
    }

    private string Outside()
    {
        string address;
        do address = string.Create(
            CultureInfo.InvariantCulture,
            $"{random.Next(80, 96)}.{random.Next(1, 255)}.{random.Next(1, 255)}.{random.Next(1, 255)}");
        while (!known.Add(address));
        return address;
    }

    private static FlowRecord OneWay(
        DateTime start, TimeSpan duration, (string Address, int Port) from, (string Address, int Port) to, int packets,
        int payload, string label) => new()
        {
            Start = start,
            Duration = duration,
            Protocol = "tcp",
            SourceAddress = from.Address,
            SourcePort = from.Port,
            DestinationAddress = to.Address,
            DestinationPort = to.Port,
            Packets = packets,
            Bytes = (packets * 40) + payload,
            State = "FSPA",
            Label = label,
        };
}
