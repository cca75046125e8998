using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>When one person is at work on one day. Seconds since midnight; the same whenever it is asked for.</summary>
internal readonly record struct WorkDay
{
    private WorkDay(bool present, double arrive, double leave, double lunch, bool staysOn)
    {
        Present = present;
        Arrive = arrive;
        Leave = leave;
        Lunch = lunch;
        StaysOn = staysOn;
    }

    public bool Present { get; }

    public double Arrive { get; }

    public double Leave { get; }

    public double Lunch { get; }

    /// <summary>Whether the machine runs on through the night and the weekend.</summary>
    public bool StaysOn { get; }

    /// <summary>The day of a person.</summary>
    /// <param name="hour">An hour of that day.</param>
    /// <param name="person">The person's index.</param>
    /// <param name="habits">A random stream to use; it is begun again.</param>
    public static WorkDay Of(TrafficHour hour, int person, CounterRandom habits)
    {
        habits.Reseed(hour.Seed, RandomStream.Habits, person, 0);
        var staysOn = habits.Bernoulli(0.25);
        var usual = 8.4 + (0.5 * habits.Normal());
        habits.Reseed(hour.Seed, RandomStream.WorkDay, person, hour.Date);
        if (hour.Weekend)
        {
            var comes = habits.Between(9, 15);
            return new(habits.Bernoulli(0.05), comes * 3600, (comes + habits.Between(1, 3.5)) * 3600, 0, staysOn);
        }

        var arrive = usual + (0.35 * habits.Normal());
        var leave = arrive + 8.8 + (0.5 * habits.Normal());
        return new(habits.Bernoulli(0.93), arrive * 3600, leave * 3600, habits.Between(11.7, 12.8) * 3600, staysOn);
    }

    /// <summary>How busy the person is at an instant, 0 to 1.</summary>
    /// <param name="second">Seconds since midnight.</param>
    public double Busy(double second) =>
        !Present || second < Arrive || second >= Leave ? 0
        : second >= Lunch && second < Lunch + 2700 ? 0.25
        : 1;

    /// <summary>Whether the machine runs at an instant.</summary>
    public bool On(double second) => StaysOn || (Present && second >= Arrive - 120 && second < Leave + 300);
}
