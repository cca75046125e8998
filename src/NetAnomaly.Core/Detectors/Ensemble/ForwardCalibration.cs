using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Frequency;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Scores the later days of training by an ensemble that knows only the earlier ones. Leaving each window out in turn
/// hides what every new day brings: hosts that were given other addresses, and so pairs that had never spoken. Members
/// must be counts, which are quickly taken again.
/// </summary>
internal static class ForwardCalibration
{
    // A day has all hours in it; two of them are a past.
    private const int FewestDays = 3;
    private const int FewestConversations = 500;

    /// <summary>Scores of the last third of the days.</summary>
    /// <param name="spec">The ensemble.</param>
    /// <param name="corpus">All conversations.</param>
    /// <param name="all">Their surroundings.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The scores; <see langword="null"/> where there are fewer than three days, or too little in those that
    /// count as earlier or later.</returns>
    public static CalibrationSet? Of(
        ModelSpec spec, ConversationTable corpus, ConversationSummary[] all, CancellationToken cancellation)
    {
        var days = Enumerable.Range(0, corpus.Count).Select(conversation => corpus.WindowStart(conversation).Date)
            .Distinct().ToArray();
        if (days.Length < FewestDays) return null;
        var from = days[^(days.Length / FewestDays)];
        int[] later =
        [
            .. Enumerable.Range(0, corpus.Count).SkipWhile(conversation => corpus.WindowStart(conversation) < from),
        ];
        var cut = corpus.Count - later.Length;
        if (cut < FewestConversations || later.Length < FewestConversations) return null;

        var members = ModelMembers.Of(spec);
        var (past, future) = (new double[members.Count][], new double[members.Count][]);
        for (var m = 0; m < past.Length; m++)
        {
            var seen = corpus.Project(members[m].Schemes);
            (past[m], future[m]) = Scores(members[m], seen, cut, later, cancellation);
        }

        ConversationSummary[] earlier = all[..cut];
        var verdicts = EnsembleCombiner.Fit(earlier, earlier, past);
        return new CalibrationSet(
            later, [.. verdicts.Judge(all[cut..], future, ofTraining: false).Select(verdict => verdict.Score)]);
    }

    private static (double[] Past, double[] Future) Scores(
        ModelSpec member, ConversationTable corpus, int cut, int[] later, CancellationToken cancellation)
    {
        var past = corpus.Head(cut);
        var vocabulary = VocabularyFitting.Fit(past, member.Schemes, [.. Enumerable.Range(0, cut)]);
        var map = VocabularyFitting.Map(corpus, vocabulary);
        var countBy = member.OptionsOf<FrequencyOptions>().CountBy;
        using var detector = new TokenFrequencyDetector(vocabulary, countBy);
        var surprisals = detector.Score(
            [.. later.Select(conversation => VocabularyFitting.Encode(corpus, map, conversation))], cancellation);
        return (
            new LeaveOneOutScores(past, vocabulary, countBy).Scores(member, cancellation),
            [.. surprisals.Select(own => Aggregation.Score(own, member.Schemes.Count, member))]);
    }
}
