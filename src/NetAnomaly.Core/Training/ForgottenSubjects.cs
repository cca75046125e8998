using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Training;

/// <summary>Names whose conversations training chose to forget: as few hosts as explain the most of them.</summary>
internal static class ForgottenSubjects
{
    private const int Most = 5;

    /// <summary>The subjects, most conversations first.</summary>
    /// <param name="corpus">The conversations of training.</param>
    /// <param name="forgotten">Which were forgotten.</param>
    public static IReadOnlyList<ForgottenSubject> Of(ConversationTable corpus, IReadOnlyList<int> forgotten)
    {
        var subjects = new List<ForgottenSubject>();
        var left = forgotten.Select(row => (Source: Source(corpus, row), Destination: Destination(corpus, row)))
            .ToList();
        while (left.Count > 0 && subjects.Count < Most)
        {
            var host = left.SelectMany(pair => new[] { pair.Source, pair.Destination }.Distinct())
                .Where(address => address is not null)
                .GroupBy(address => address!, StringComparer.Ordinal)
                .OrderByDescending(own => own.Count()).ThenBy(own => own.Key, StringComparer.Ordinal)
                .FirstOrDefault()?.Key;
            if (host is null) break;
            var own = left.Where(pair => pair.Source == host || pair.Destination == host).ToList();
            left.RemoveAll(pair => pair.Source == host || pair.Destination == host);
            var subject = own.Distinct().Count() == 1
                ? Subject.Pair(own[0].Source, own[0].Destination)
                : Subject.Host(host);
            subjects.Add(new ForgottenSubject(subject, own.Count));
        }

        return [.. subjects.OrderByDescending(subject => subject.Conversations)];
    }

    private static string? Source(ConversationTable corpus, int row) =>
        corpus.GroupBy == FlowGrouping.Destination ? null : corpus.HostText(corpus.Hosts(row)[0]);

    private static string? Destination(ConversationTable corpus, int row) =>
        corpus.GroupBy == FlowGrouping.Source ? null : corpus.HostText(corpus.Destination(row));
}
