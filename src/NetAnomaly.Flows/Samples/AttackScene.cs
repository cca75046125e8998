using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// One attack on one day. Its times are seconds since midnight of that day, and none of its flows begins outside it.
/// </summary>
internal abstract class AttackScene
{
    protected const double Hour = 3600;
    private const double DayLength = 24 * Hour;
    private readonly SampleAttack attack;
    private readonly int day;

    /// <summary>Plans an attack.</summary>
    /// <param name="attack">What it is; its name is the label.</param>
    /// <param name="network">Where it happens.</param>
    /// <param name="day">The day, counted from 0.</param>
    protected AttackScene(SampleAttack attack, SampleNetwork network, int day)
    {
        this.attack = attack;
        this.day = day;
        Network = network;
        Plan = new CounterRandom(network.Seed, RandomStream.AttackPlan, (long)attack);
    }

    protected SampleNetwork Network { get; }

    /// <summary>The random stream that decides who attacks whom and when, before the first flow.</summary>
    protected CounterRandom Plan { get; }

    /// <summary>The scene of an attack.</summary>
    public static AttackScene For(SampleAttack attack, SampleNetwork network, int day) => attack switch
    {
        SampleAttack.PortScan => new PortScanScene(network, day),
        SampleAttack.SshBruteForce => new SshBruteForceScene(network, day),
        SampleAttack.Beacon => new BeaconScene(network, day),
        SampleAttack.Exfiltration => new ExfiltrationScene(network, day),
        SampleAttack.DDoS => new DDoSScene(network, day),
        _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "There is no such attack."),
    };

    /// <summary>Adds the attack's flows that begin in the hour.</summary>
    public void Run(TrafficHour hour, FlowComposer compose)
    {
        if (hour.Day != day) return;
        var normal = hour.Label;
        hour.Label = attack.ToString();
        hour.Enter(RandomStream.Attack, (long)attack);
        Emit(hour, compose);
        hour.Label = normal;
    }

    /// <summary>Adds the attack's flows that begin in the hour.</summary>
    protected abstract void Emit(TrafficHour hour, FlowComposer compose);

    /// <summary>
    /// The part of a span of the day that lies in an hour, in seconds of the hour; empty where they do not meet.
    /// </summary>
    protected static (double From, double To) Within(TrafficHour hour, double from, double to)
    {
        var begin = hour.HourOfDay * Hour;
        return (Math.Max(from, begin) - begin, Math.Min(Math.Min(to, DayLength), begin + Hour) - begin);
    }

    /// <summary>A workstation that somebody has broken into.</summary>
    protected string InfectedWorkstation() => Plan.Pick(Network.Workstations);
}
