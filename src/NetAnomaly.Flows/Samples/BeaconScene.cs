namespace NetAnomaly.Flows.Samples;

/// <summary>
/// An infected workstation asks one address outside for orders about every minute, over TLS sessions that are resumed
/// and therefore short. Now and then there is an order, and the answer is longer.
/// </summary>
internal sealed class BeaconScene : AttackScene
{
    private static readonly FlowShape Call = FlowShapes.Tls with
    {
        Up = new(420, 0.02), Down = new(390, 0.03), Seconds = new(0.25, 0.3, 0.1),
    };
    private static readonly FlowShape Order = Call with { Up = new(2600, 0.6), Down = new(900, 0.5) };

    private readonly string source;
    private readonly string controller;
    private readonly double from;
    private readonly double to;
    private readonly double period;

    public BeaconScene(SampleNetwork network, int day)
        : base(SampleAttack.Beacon, network, day)
    {
        source = InfectedWorkstation();
        controller = AddressSpace.Service(Plan);
        from = Plan.Between(7, 11) * Hour;
        to = from + (Plan.Between(6, 9) * Hour);
        period = Plan.Between(55, 66);
    }

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        var (at, end) = Within(hour, from, to);
        for (at += period * random.NextUnit(); at < end; at += period * random.Between(0.85, 1.15))
        {
            var shape = random.Bernoulli(0.03) ? Order : Call;
            compose.Connection(
                at, source, controller, shape, (long)shape.Up.Draw(random), (long)shape.Down.Draw(random));
        }
    }
}
