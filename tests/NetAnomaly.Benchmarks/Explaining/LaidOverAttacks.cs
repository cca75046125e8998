using NetAnomaly.Flows.Samples;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// The sample generator's attacks on hosts of another network: machines of the sample office become machines of that
/// network, addresses outside stay, and every flow is told as that network's exporter would tell it, in one direction
/// each, so that nothing but the attack itself gives it away.
/// </summary>
internal sealed class LaidOverAttacks
{
    private const int EthernetHeader = 14;
    private readonly string[] hosts;
    private readonly string server;

    /// <summary>Attacks on the hosts of some flows.</summary>
    public LaidOverAttacks(IEnumerable<FlowRecord> flows)
    {
        var (opened, called) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var flow in flows)
        {
            opened[flow.SourceAddress] = opened.GetValueOrDefault(flow.SourceAddress) + 1;
            called[flow.DestinationAddress] = called.GetValueOrDefault(flow.DestinationAddress) + 1;
        }

        hosts = [.. InsideHosts.Of(opened, called)];
        server = hosts.MaxBy(host => Math.Min(opened[host], called[host]))!;
    }

    /// <summary>All attacks of one day, by time.</summary>
    public IEnumerable<FlowRecord> Of(DateTime day, int seed) =>
        Enum.GetValues<SampleAttack>().SelectMany(attack => Of(attack, day, seed)).OrderBy(flow => flow.Start);

    private IEnumerable<FlowRecord> Of(SampleAttack attack, DateTime day, int seed)
    {
        var random = new Random((((seed * 31) + (int)attack) * 367) + day.DayOfYear);
        var names = new Dictionary<string, string>();
        var options = new SampleTrafficOptions
        {
            Hosts = 25, Days = 1, Start = day, Seed = seed + day.DayOfYear, Attacks = [attack],
        };
        foreach (var flow in new SampleTraffic(options).Generate().Where(flow => flow.Label == attack.ToString()))
        {
            var told = flow with
            {
                SourceAddress = Host(flow.SourceAddress), DestinationAddress = Host(flow.DestinationAddress),
                Service = null,
            };
            yield return OneWay(told, back: false);
            if (told.Packets > told.SourcePackets) yield return OneWay(told, back: true);
        }

        string Host(string address)
        {
            if (!address.StartsWith("10.20.", StringComparison.Ordinal)) return address;
            if (names.TryGetValue(address, out var known)) return known;
            var gateway = address.StartsWith("10.20.9.", StringComparison.Ordinal);
            string chosen;
            do chosen = gateway ? server : hosts[random.Next(hosts.Length)];
            while (!gateway && names.ContainsValue(chosen));
            return names[address] = chosen;
        }
    }

    // NetFlow v5 counts bytes from the IP header on, and gives the TCP flags of one direction.
    private static FlowRecord OneWay(FlowRecord flow, bool back)
    {
        var packets = back ? flow.Packets!.Value - flow.SourcePackets!.Value : flow.SourcePackets!.Value;
        var bytes = (back ? flow.DestinationBytes!.Value : flow.SourceBytes!.Value) - (packets * EthernetHeader);
        var flags = flow.State!.Split('_')[back && flow.State.Contains('_', StringComparison.Ordinal) ? 1 : 0];
        return new FlowRecord
        {
            Start = back ? flow.Start.AddMilliseconds(1) : flow.Start,
            Duration = flow.Duration,
            Protocol = flow.Protocol,
            SourceAddress = back ? flow.DestinationAddress : flow.SourceAddress,
            SourcePort = back ? flow.DestinationPort : flow.SourcePort,
            DestinationAddress = back ? flow.SourceAddress : flow.DestinationAddress,
            DestinationPort = back ? flow.SourcePort : flow.DestinationPort,
            Packets = packets,
            Bytes = Math.Max(bytes, packets * 20),
            State = flow.Protocol == "tcp" ? flags : null,
            Label = flow.Label,
        };
    }
}
