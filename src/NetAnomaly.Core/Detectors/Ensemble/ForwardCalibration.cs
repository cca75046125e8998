using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Frequency;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Judges the later windows of training by an ensemble that knows only the earlier ones. Leaving each window out in
/// turn hides what every new day brings: hosts that were given other addresses, and so pairs that had never spoken.
/// Members must be counts, which are quickly taken again.
/// </summary>
internal static class ForwardCalibration
{
    /// <summary>What an ensemble of the earlier conversations says of the later ones.</summary>
    /// <param name="spec">The ensemble.</param>
    /// <param name="corpus">All conversations.</param>
    /// <param name="all">Their surroundings.</param>
    /// <param name="cut">The first of the later ones.</param>
    /// <param name="cancellation">Stops it.</param>
    public static EnsembleScore[] Judge(
        ModelSpec spec, ConversationTable corpus, ConversationSummary[] all, int cut, CancellationToken cancellation)
    {
        int[] later = [.. Enumerable.Range(cut, corpus.Count - cut)];
        var members = ModelMembers.Of(spec);
        var (past, future) = (new double[members.Count][], new double[members.Count][]);
        for (var m = 0; m < past.Length; m++)
        {
            var seen = corpus.Project(members[m].Schemes);
            (past[m], future[m]) = Scores(members[m], seen, cut, later, cancellation);
        }

        ConversationSummary[] earlier = all[..cut];
        return EnsembleCombiner.Fit(earlier, earlier, past).Judge(all[cut..], future, ofTraining: false);
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
