namespace NetAnomaly.Operations.Suppressions;

/// <summary>Counts what suppressions did, so that nothing is hidden uncounted. Not thread-safe.</summary>
internal sealed class SuppressionCounter
{
    /// <summary>One that hides more than this share is too broad.</summary>
    public const double DefaultMaxShare = 0.2;

    /// <summary>A share says nothing of less than this many.</summary>
    public const int LeastGiven = 10;

    private const int MostExamples = 5;
    private readonly Dictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<AnomalySuppression> suppressions;
    private readonly DateTime now;
    private readonly double maxShare;
    private long given;

    /// <summary>A counter.</summary>
    /// <param name="list">The suppressions.</param>
    /// <param name="now">The time that expiries are compared with, UTC.</param>
    /// <param name="maxShare">The share of what is given above which a suppression is too broad, 0 to 1.</param>
    public SuppressionCounter(SuppressionList list, DateTime now, double maxShare = DefaultMaxShare)
    {
        ArgumentNullException.ThrowIfNull(list);
        (suppressions, this.now, this.maxShare) = ([.. list.Suppressions], now, maxShare);
        foreach (var suppression in suppressions) tallies[suppression.Id] = new Tally();
    }

    /// <summary>Counts an incident, or an anomalous result.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="match">What the suppressions make of it.</param>
    /// <param name="isTrue">Whether feedback marked it as true.</param>
    public void Add(string id, SuppressionMatch match, bool isTrue = false)
    {
        ArgumentNullException.ThrowIfNull(match);
        given++;
        foreach (var miss in match.Misses) tallies[miss.Suppression.Id].Miss(miss.Cause);
        if (match.HiddenBy is { } by) tallies[by.Id].Hide(id, isTrue);
    }

    /// <summary>What came of it.</summary>
    /// <param name="faults">What is wrong with entries of the file that were left out.</param>
    public SuppressionSummary Summarize(IReadOnlyList<string>? faults = null) => new()
    {
        Given = given,
        Suppressions = [.. suppressions.Select(Count)],
        Faults = faults ?? [],
    };

    /// <summary>What users should be told, a sentence each: what expired, what is too broad, what came back.</summary>
    public static IReadOnlyList<string> Warnings(SuppressionSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return [.. summary.Suppressions.Select(SuppressionTexts.Warning).OfType<string>()];
    }

    private SuppressionCount Count(AnomalySuppression of)
    {
        var tally = tallies[of.Id];
        var share = given == 0 ? 0 : (double)tally.Hidden / given;
        return new SuppressionCount
        {
            Id = of.Id,
            Suppression = of,
            Hidden = tally.Hidden,
            HiddenTrue = tally.HiddenTrue,
            Share = share,
            OverCeiling = tally.Misses[(int)SuppressionMissCause.OverCeiling],
            AfterExpiry = tally.Misses[(int)SuppressionMissCause.Expired],
            NotAllKnown = tally.Misses[(int)SuppressionMissCause.NotAllKnown],
            IsExpired = of.IsExpired(now),
            IsTooBroad = tally.HiddenTrue > 0 || (given >= LeastGiven && share > maxShare),
            Examples = [.. tally.Examples],
        };
    }

    private sealed class Tally
    {
        public long Hidden { get; private set; }

        public long HiddenTrue { get; private set; }

        public long[] Misses { get; } = new long[Enum.GetValues<SuppressionMissCause>().Length];

        public List<string> Examples { get; } = [];

        public void Miss(SuppressionMissCause cause) => Misses[(int)cause]++;

        public void Hide(string id, bool isTrue)
        {
            Hidden++;
            if (isTrue) HiddenTrue++;
            if (Examples.Count < MostExamples) Examples.Add(id);
        }
    }
}
