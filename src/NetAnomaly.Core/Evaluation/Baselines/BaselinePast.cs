namespace NetAnomaly.Core.Evaluation.Baselines;

/// <summary>
/// What the rules know of the flows of training: how often each service was used, and which pairs of hosts spoke. Not
/// thread-safe.
/// </summary>
internal sealed class BaselinePast
{
    // Ports from here on are one: most of them stand for no service.
    private const int HighPorts = 10000;

    private readonly Dictionary<(string Protocol, int Port), long> services = [];
    private readonly HashSet<(string, string)> pairs = [];
    private long flows;

    /// <summary>What was there in some flows.</summary>
    public static BaselinePast Of(IEnumerable<FlowRecord> flows)
    {
        var past = new BaselinePast();
        foreach (var flow in flows) past.Add(flow);
        return past;
    }

    /// <summary>Takes a flow of training.</summary>
    public void Add(FlowRecord flow)
    {
        flows++;
        var service = Service(flow);
        services[service] = services.GetValueOrDefault(service) + 1;
        pairs.Add(Pair(flow));
    }

    /// <summary>Whether the hosts of a flow never spoke with each other.</summary>
    internal bool IsNew(FlowRecord flow) => !pairs.Contains(Pair(flow));

    /// <summary>Surprisal of a flow's service, nats: one flow more than there were of it and of each other.</summary>
    internal double Rarity(FlowRecord flow) =>
        Math.Log(flows + services.Count + 1) - Math.Log(services.GetValueOrDefault(Service(flow)) + 1);

    /// <summary>The hosts of a flow, in one order for both directions.</summary>
    internal static (string, string) Pair(FlowRecord flow) =>
        string.CompareOrdinal(flow.SourceAddress, flow.DestinationAddress) < 0
            ? (flow.SourceAddress, flow.DestinationAddress)
            : (flow.DestinationAddress, flow.SourceAddress);

    private static (string Protocol, int Port) Service(FlowRecord flow) => (
        flow.Protocol,
        (flow.SourcePort, flow.DestinationPort) switch
        {
            ({ } source, { } destination) => Math.Min(Math.Min(source, destination), HighPorts),
            var (source, destination) => Math.Min(source ?? destination ?? -1, HighPorts),
        });
}
