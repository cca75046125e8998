namespace NetAnomaly.Flows.Samples;

/// <summary>
/// One address outside tries passwords on the SSH gateway for an hour or two. When too many tries hang the gateway
/// drops new ones before the key exchange; the others end after a few wrong passwords.
/// </summary>
internal sealed class SshBruteForceScene : AttackScene
{
    private static readonly FlowShape WrongPassword = FlowShapes.Ssh with
    {
        Up = new(1350, 0.08), Down = new(1500, 0.05), Seconds = new(7, 0.5, 1),
    };

    private readonly string source;
    private readonly double from;
    private readonly double to;

    public SshBruteForceScene(SampleNetwork network, int day)
        : base(SampleAttack.SshBruteForce, network, day)
    {
        source = AddressSpace.Subscriber(Plan);
        from = Plan.Between(0.5, 21) * Hour;
        to = from + (Plan.Between(1.0, 1.8) * Hour);
    }

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        var (at, end) = Within(hour, from, to);
        for (at += 3 * random.Exponential(); at < end; at += 1.5 + (7 * random.Exponential()))
        {
            var shape = random.Bernoulli(0.75) ? FlowShapes.SshGreeting : WrongPassword;
            compose.Connection(
                at, source, Network.SshGateway, shape, (long)shape.Up.Draw(random), (long)shape.Down.Draw(random));
        }
    }
}
