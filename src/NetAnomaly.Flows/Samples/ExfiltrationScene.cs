namespace NetAnomaly.Flows.Samples;

/// <summary>
/// An infected workstation sends some hundreds of megabytes at a time to one address outside, at night, slowly enough
/// not to fill the line.
/// </summary>
internal sealed class ExfiltrationScene : AttackScene
{
    private static readonly FlowShape Upload = FlowShapes.Tls with
    {
        Up = new(2.9e8, 0.3, 1.5e8), Down = new(60000, 0.4, 9000), Seconds = new(420, 0.4, 60),
    };

    private readonly string source;
    private readonly string receiver;
    private readonly double from;
    private readonly double to;

    public ExfiltrationScene(SampleNetwork network, int day)
        : base(SampleAttack.Exfiltration, network, day)
    {
        source = InfectedWorkstation();
        receiver = AddressSpace.Service(Plan);
        from = (Plan.Bernoulli(0.5) ? Plan.Between(0.5, 3) : Plan.Between(20.5, 21.5)) * Hour;
        to = from + (Plan.Between(1.2, 2.2) * Hour);
    }

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        var (at, end) = Within(hour, from, to);
        for (at += random.Between(0, 300); at < end; at += random.Between(60, 400))
        {
            at = compose.Connection(
                at, source, receiver, Upload, (long)Upload.Up.Draw(random), (long)Upload.Down.Draw(random));
        }
    }
}
