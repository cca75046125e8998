namespace NetAnomaly.Flows.Samples;

/// <summary>
/// Some hundred addresses outside flood the public web server for some minutes, on the ports of the web: SYNs that lead
/// nowhere, and requests that the server soon refuses.
/// </summary>
internal sealed class DDoSScene : AttackScene
{
    private readonly string[] sources;
    private readonly double from;
    private readonly double to;

    public DDoSScene(SampleNetwork network, int day)
        : base(SampleAttack.DDoS, network, day)
    {
        sources = [.. Enumerable.Range(0, Plan.Whole(200, 260)).Select(_ => AddressSpace.Subscriber(Plan))];
        from = Plan.Between(10, 20) * Hour;
        to = from + Plan.Between(420, 720);
    }

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        var (at, end) = Within(hour, from, to);
        while ((at += 0.16 * random.Exponential()) < end)
        {
            var port = random.Bernoulli(0.75) ? 443 : 80;
            var source = random.Pick(sources);
            var luck = random.NextUnit();
            if (luck < 0.4) compose.HalfOpen(at, source, Network.WebServer, port, random.Whole(1, 3));
            else if (luck < 0.68) compose.Unanswered(at, source, Network.WebServer, port, random.Whole(2, 4));
            else if (luck < 0.84) compose.Refused(at, source, Network.WebServer, port, random.Whole(1, 2));
            else compose.Exchange(at, source, Network.WebServer, FlowShapes.VisitorRedirect);
        }
    }
}
