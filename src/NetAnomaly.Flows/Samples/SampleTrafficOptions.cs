using System.Globalization;

namespace NetAnomaly.Flows.Samples;

/// <summary>What sample traffic to make. Equal options make equal traffic, bit for bit, on every platform.</summary>
internal sealed record SampleTrafficOptions
{
    /// <summary>The most days that can be asked for.</summary>
    public const int MostDays = 366;

    /// <summary>The most workstations that can be asked for.</summary>
    public const int MostHosts = 5000;

    /// <summary>How many days, 1 to <see cref="MostDays"/>.</summary>
    public int Days { get; init; } = 3;

    /// <summary>
    /// How many workstations the office has, 2 to <see cref="MostHosts"/>. Servers, printers, devices, guests and
    /// people working from home come with them.
    /// </summary>
    public int Hosts { get; init; } = 25;

    /// <summary>Midnight UTC of the first day. The office keeps UTC. By default Monday, 2 March 2026.</summary>
    public DateTime Start { get; init; } = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Seed of everything that is drawn at random.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>The attacks, each at most once; none by default. They do not change the normal flows.</summary>
    public IReadOnlyList<SampleAttack> Attacks { get; init; } = [];

    /// <summary>
    /// The day into which all attacks fall, counted from 1; the last one when <see langword="null"/>.
    /// </summary>
    public int? AttackDay { get; init; }

    internal int AttackDayIndex => (AttackDay ?? Days) - 1;

    /// <summary>Checks that such traffic can be made.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which and what it may
    /// be.</exception>
    internal void Validate()
    {
        Within(Days, 1, MostDays, nameof(Days));
        Within(Hosts, 2, MostHosts, nameof(Hosts));
        if (Start.Kind == DateTimeKind.Local || Start.TimeOfDay != TimeSpan.Zero)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Start must be a midnight in UTC, such as 2026-03-02; it is {Start:O}."), nameof(Start));
        }

        if (Start > DateTime.MaxValue.AddDays(-Days - 1))
        {
            throw new ArgumentException("Start is too late for that many days.", nameof(Start));
        }

        if (AttackDay is { } day) Within(day, 1, Days, nameof(AttackDay));
        ArgumentNullException.ThrowIfNull(Attacks);
        foreach (var attack in Attacks)
        {
            if (!Enum.IsDefined(attack))
            {
                throw new ArgumentException(
                    $"There is no attack {attack}; known are {string.Join(", ", Enum.GetNames<SampleAttack>())}.",
                    nameof(Attacks));
            }
        }
    }

    private static void Within(int value, int least, int most, string name)
    {
        if (value >= least && value <= most) return;
        throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must lie between {least} and {most}."));
    }
}
