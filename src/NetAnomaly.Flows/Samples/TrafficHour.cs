using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// The hour being made: its place in the calendar, the random stream of the source at work, and the flows so far.
/// </summary>
/// <remarks>Times are seconds since the beginning of the hour; flows past its end are kept for the next one.</remarks>
internal sealed class TrafficHour
{
    /// <summary>Seconds in an hour.</summary>
    public const double Length = 3600;

    private const long TicksPerMicrosecond = 10;
    private static readonly DateTime FirstDay = new SampleTrafficOptions().Start;
    private readonly SampleTrafficOptions options;
    private readonly int daysLater;
    private List<FlowRecord> flows = [];
    private List<FlowRecord> later = [];
    private long[] order = [];

    public TrafficHour(SampleTrafficOptions options)
    {
        this.options = options;
        Random = new CounterRandom(options.Seed, RandomStream.Plan);
        Start = options.Start;
        daysLater = (Start - FirstDay).Days;
    }

    /// <summary>Hours since the first midnight.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>Days since the first midnight.</summary>
    public int Day => Index / 24;

    /// <summary>The day of the calendar, counted from the first one by default: what is drawn for a day.</summary>
    public int Date => Day + daysLater;

    /// <summary>Hours since the first midnight by default; below 0 before it.</summary>
    public int Clock => Index + (24 * daysLater);

    public int HourOfDay => Index % 24;

    public DateTime Start { get; private set; }

    public int Seed => options.Seed;

    public bool Weekend => Start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public CounterRandom Random { get; }

    /// <summary>The label of the flows that follow.</summary>
    public string Label { get; set; } = "Normal";

    /// <summary>Goes to an hour; flows left over from the one before move in.</summary>
    public void Begin(int index)
    {
        Index = index;
        Start = DateTime.SpecifyKind(options.Start, DateTimeKind.Utc).AddHours(index);
        (flows, later) = (later, flows);
        later.Clear();
    }

    /// <summary>Begins the random stream of one source in this hour.</summary>
    public void Enter(RandomStream stream, long key) => Random.Reseed(options.Seed, stream, key, Clock);

    /// <summary>The instant so many seconds into the hour, to the microsecond.</summary>
    public DateTime At(double seconds) => Start.AddTicks((long)(seconds * 1e6) * TicksPerMicrosecond);

    public void Add(FlowRecord flow) => flows.Add(flow);

    /// <summary>
    /// The flows of this hour by start time; those that start together keep the order in which they were made.
    /// </summary>
    public IEnumerable<FlowRecord> Ordered()
    {
        // Microseconds into the hour fit 32 bits (the carried ones 36); the rest of the key is the place in the list.
        if (order.Length < flows.Count) order = new long[flows.Count + (flows.Count / 2)];
        for (var i = 0; i < flows.Count; i++)
        {
            order[i] = ((flows[i].Start.Ticks - Start.Ticks) / TicksPerMicrosecond << 26) | (long)i;
        }

        Array.Sort(order, 0, flows.Count);
        var end = Start.AddHours(1);
        var count = flows.Count;
        for (var i = 0; i < count; i++)
        {
            var flow = flows[(int)(order[i] & ((1L << 26) - 1))];
            if (flow.Start < end) yield return flow;
            else later.Add(flow);
        }
    }

    /// <summary>Instants of events that know nothing of each other, so many an hour on average.</summary>
    public IEnumerable<double> Arrivals(double perHour)
    {
        if (perHour <= 0) yield break;
        var gap = Length / perHour;
        for (var at = gap * Random.Exponential(); at < Length; at += gap * Random.Exponential()) yield return at;
    }

    /// <summary>Instants of a timer that runs through all hours, each with a little jitter.</summary>
    /// <param name="period">Seconds between two.</param>
    /// <param name="phase">Seconds from the first midnight to the first.</param>
    /// <param name="jitter">Seconds by which one comes late, at most.</param>
    public IEnumerable<double> Timer(double period, double phase, double jitter)
    {
        var begin = Clock * Length;
        var next = Math.Ceiling((begin - phase) / period);
        for (var at = phase + (next * period) - begin; at < Length; at = phase + (next * period) - begin)
        {
            yield return at + (jitter * Random.NextUnit());
            next++;
        }
    }
}
