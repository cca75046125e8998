using System.Globalization;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>
/// Says of results and incidents which suppression hides them. Nothing is hidden that a suppression does not describe:
/// an incident is hidden where all of its conversations are. Immutable, thread-safe.
/// </summary>
internal sealed class SuppressionList
{
    private readonly IReadOnlyList<SuppressionRule> rules;

    /// <summary>A list of suppressions that are right, in their order.</summary>
    /// <exception cref="ArgumentException">One of them is not.</exception>
    public SuppressionList(IEnumerable<AnomalySuppression> suppressions)
    {
        ArgumentNullException.ThrowIfNull(suppressions);
        rules = [.. suppressions.Select(Rule)];
    }

    /// <summary>A list of none.</summary>
    public static SuppressionList Empty { get; } = new([]);

    /// <summary>The suppressions.</summary>
    public IEnumerable<AnomalySuppression> Suppressions => rules.Select(rule => rule.Suppression);

    /// <summary>Whether one of them has a ceiling, so that results are judged by their day.</summary>
    public bool HasCeilings => rules.Any(rule => rule.Suppression.HasCeiling);

    /// <summary>What is wrong with a suppression; <see langword="null"/> where nothing is.</summary>
    public static SuppressionFault? Check(AnomalySuppression suppression) => SuppressionRule.Make(suppression).Fault;

    /// <summary>Judges one conversation by itself: ceilings are compared with its volume alone.</summary>
    /// <param name="result">The conversation; what is not anomalous is not hidden.</param>
    /// <param name="now">The time that expiries are compared with, UTC.</param>
    public SuppressionMatch Match(AnomalyResult result, DateTime now) =>
        rules.Count == 0 ? SuppressionMatch.None : MatchAll([result], now)[0];

    /// <summary>
    /// Judges conversations together: ceilings are compared with all that a suppression describes of a host and a UTC
    /// day.
    /// </summary>
    /// <param name="results">All of the days; what is not anomalous is not hidden.</param>
    /// <param name="now">The time that expiries are compared with, UTC.</param>
    /// <returns>One for each result, in their order.</returns>
    public IReadOnlyList<SuppressionMatch> MatchAll(IReadOnlyList<AnomalyResult> results, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(results);
        var covered = new Coverage[results.Count][];
        var days = new Dictionary<(int Rule, string Host, DateTime Day), Volume>();
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i] is not { IsAnomaly: true } result) continue;
            covered[i] = [.. rules.Select(rule => rule.Scope.Covers(result))];
            for (var rule = 0; rule < rules.Count; rule++)
            {
                if (covered[i][rule] != Coverage.Yes || !rules[rule].Suppression.HasCeiling) continue;
                var key = Key(rule, result);
                days[key] = days.GetValueOrDefault(key, new Volume(0, 0, 0)) + Volume.Of(result);
            }
        }

        return
        [
            .. results.Select((result, i) => covered[i] is not { } own ? SuppressionMatch.None
                : Decide(
                    rule => own[rule],
                    rule =>
                    {
                        var volume = days.GetValueOrDefault(Key(rule, result));
                        return Ceiling.Check(rules[rule].Suppression, volume, volume);
                    },
                    now)),
        ];
    }

    /// <summary>
    /// Judges an incident. It keeps at most ten of its conversations; where it has more, only what holds of all of them
    /// hides it, unless they are given.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="now">The time that expiries are compared with, UTC.</param>
    /// <param name="conversations">All anomalous conversations of the incident, where they are at hand.</param>
    public SuppressionMatch Match(
        AnomalyIncident incident, DateTime now, IReadOnlyList<AnomalyResult>? conversations = null)
    {
        ArgumentNullException.ThrowIfNull(incident);
        if (rules.Count == 0) return SuppressionMatch.None;
        var all = conversations?.Count >= incident.Conversations ? conversations
            : incident.Top.Count >= incident.Conversations ? incident.Top
            : null;
        var (least, most) = all is null ? Bounds(incident) : Exact(all);
        return Decide(
            rule => all is null ? rules[rule].Scope.CoversUnseen(incident) : rules[rule].Scope.Covers(incident, all),
            rule => Ceiling.Check(rules[rule].Suppression, least, most),
            now);
    }

    private SuppressionMatch Decide(
        Func<int, Coverage> coverage, Func<int, SuppressionMiss?> ceiling, DateTime now)
    {
        var misses = new List<SuppressionMiss>();
        for (var index = 0; index < rules.Count; index++)
        {
            var of = rules[index].Suppression;
            var covered = coverage(index);
            if (covered == Coverage.No) continue;
            var miss = of.IsExpired(now) ? Expired(of)
                : covered == Coverage.Unknown ? NotAllKnown(of)
                : ceiling(index);
            // Of an expired one nothing is said where it would not have hidden it before.
            if (miss is null) return new SuppressionMatch(of, misses);
            if (miss.Cause != SuppressionMissCause.Expired || covered == Coverage.Yes) misses.Add(miss);
        }

        return misses.Count == 0 ? SuppressionMatch.None : new SuppressionMatch(null, misses);
    }

    private static SuppressionMiss Expired(AnomalySuppression of) => new(
        of, SuppressionMissCause.Expired,
        string.Create(CultureInfo.InvariantCulture, $"{of.Id} expired on {of.Expires:yyyy-MM-dd HH:mm}Z"));

    private static SuppressionMiss NotAllKnown(AnomalySuppression of) => new(
        of, SuppressionMissCause.NotAllKnown,
        $"{of.Id} describes what is known of it, and not all of its conversations or flows are known");

    private static (Volume Least, Volume Most) Exact(IReadOnlyList<AnomalyResult> all)
    {
        var day = Volume.OfDay(all);
        return (day, day);
    }

    // On its largest day an incident has at least the average of its days and at most everything.
    private static (Volume Least, Volume Most) Bounds(AnomalyIncident incident)
    {
        var days = Math.Max(1, (incident.End.AddTicks(-1).Date - incident.Start.Date).Days + 1);
        return (
            new Volume((incident.Conversations + days - 1) / days, (incident.Flows + days - 1) / days, null),
            new Volume(incident.Conversations, incident.Flows, null));
    }

    private static (int Rule, string Host, DateTime Day) Key(int rule, AnomalyResult result) =>
        (rule, result.Host, result.WindowStart.Date);

    private static SuppressionRule Rule(AnomalySuppression suppression)
    {
        var (rule, fault) = SuppressionRule.Make(suppression);
        return rule ?? throw new ArgumentException(
            $"The suppression '{suppression.Id}' is wrong: {fault!.Property} {fault.Problem}.", nameof(suppression));
    }
}
