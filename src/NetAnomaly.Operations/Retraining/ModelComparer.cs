namespace NetAnomaly.Operations.Retraining;

/// <summary>Compares what two models make of the same nights.</summary>
internal static class ModelComparer
{
    /// <summary>Compares.</summary>
    /// <param name="reference">The reference model: its name, and what it makes of the nights.</param>
    /// <param name="difference">The other model.</param>
    /// <param name="from">Start of the nights, UTC.</param>
    /// <param name="until">Their end, UTC.</param>
    /// <param name="marked">Incidents that people have marked.</param>
    public static ModelComparison Compare(
        (string Name, NightsScan Scan) reference, (string Name, NightsScan Scan) difference, DateTime from,
        DateTime until, IReadOnlyList<AnomalyIncident> marked)
    {
        ComparedIncident[] incidents =
        [
            .. Rows(reference.Scan.Incidents, difference.Scan.Incidents, marked).OrderBy(row => row.Start)
                .ThenBy(row => row.Host, StringComparer.Ordinal),
        ];
        return new ModelComparison
        {
            Reference = reference.Name,
            Difference = difference.Name,
            From = from,
            Until = until,
            Incidents = incidents,
            Days = [.. Days(incidents, from, until)],
            Suppressed = reference.Scan.Suppressed + difference.Scan.Suppressed,
            ReferenceDrift = ModelDrift.Of(reference.Scan.Summary),
            DifferenceDrift = ModelDrift.Of(difference.Scan.Summary),
        };
    }

    // Two incidents of one host that overlap are the same trouble, whichever window opened them.
    private static IEnumerable<ComparedIncident> Rows(
        IReadOnlyList<AnomalyIncident> reference, IReadOnlyList<AnomalyIncident> difference,
        IReadOnlyList<AnomalyIncident> marked)
    {
        var all = reference.Select((incident, i) => new Ranked(incident, i + 1, IsReference: true))
            .Concat(difference.Select((incident, i) => new Ranked(incident, i + 1, IsReference: false)));
        foreach (var host in all.GroupBy(one => one.Incident.Host, StringComparer.Ordinal))
        {
            var group = new List<Ranked>();
            var end = DateTime.MinValue;
            foreach (var one in host.OrderBy(one => one.Incident.Start))
            {
                if (group.Count > 0 && one.Incident.Start >= end)
                {
                    yield return Row(host.Key, group, marked);
                    group.Clear();
                }

                group.Add(one);
                if (one.Incident.End > end) end = one.Incident.End;
            }

            yield return Row(host.Key, group, marked);
        }
    }

    private static ComparedIncident Row(
        string host, IReadOnlyList<Ranked> group, IReadOnlyList<AnomalyIncident> marked)
    {
        var reference = group.Where(one => one.IsReference).MinBy(one => one.Rank);
        var difference = group.Where(one => !one.IsReference).MinBy(one => one.Rank);
        var (start, end) = (group.Min(one => one.Incident.Start), group.Max(one => one.Incident.End));
        FeedbackMark[] marks =
        [
            .. marked.Where(incident => incident.Host == host && incident.Start < end && incident.End > start)
                .Select(incident => incident.Feedback).OfType<FeedbackMark>(),
        ];
        return new ComparedIncident
        {
            Host = host,
            Start = start,
            End = end,
            Reference = reference?.Incident,
            Difference = difference?.Incident,
            ReferenceRank = reference?.Rank,
            DifferenceRank = difference?.Rank,
            Feedback = marks.Length == 0 ? null : marks.Contains(FeedbackMark.True) ? FeedbackMark.True : marks[^1],
        };
    }

    private static IEnumerable<ComparedDay> Days(ComparedIncident[] incidents, DateTime from, DateTime until)
    {
        for (var start = from; start < until; start = start.AddDays(1))
        {
            var end = start.AddDays(1);
            ComparedIncident[] own = [.. incidents.Where(row => row.Start >= start && row.Start < end)];
            var isQuiet = !Array.Exists(
                incidents, row => row.Feedback == FeedbackMark.True && row.Start < end && row.End > start);
            yield return new ComparedDay(
                start, Count(own, RaisedBy.Reference), Count(own, RaisedBy.Difference), Count(own, RaisedBy.Both),
                isQuiet);
        }
    }

    private static int Count(ComparedIncident[] rows, RaisedBy by) => rows.Count(row => row.RaisedBy == by);

    private sealed record Ranked(AnomalyIncident Incident, int Rank, bool IsReference);
}
