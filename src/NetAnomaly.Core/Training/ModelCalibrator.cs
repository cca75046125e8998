using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Training;

/// <summary>
/// Calibrates a model that has just been trained, on the conversations that its training kept or left out in turn.
/// </summary>
internal sealed class ModelCalibrator(TrainedDetector trained, TrainingJob job)
{
    private readonly CalibrationSet calibrating = trained.Calibration;

    /// <summary>From scores of conversations to p-values.</summary>
    public StratifiedCalibration Conversations() =>
        Of(job.Options.ExcludeReviewed ? Kept() : calibrating);

    /// <summary>
    /// The same by what training did not forget; <see langword="null"/> where that is no other.
    /// </summary>
    public StratifiedCalibration? ConversationsOfKept() =>
        Kept() is var kept && !job.Options.ExcludeReviewed && kept.Scores.Length < calibrating.Scores.Length
            ? Of(kept)
            : null;

    private CalibrationSet Kept()
    {
        var forgotten = trained.Forgotten.ToHashSet();
        return forgotten.Count == 0
            ? calibrating
            : calibrating.Where(conversation => !forgotten.Contains(conversation));
    }

    private StratifiedCalibration Of(CalibrationSet set)
    {
        var trim = job.Options.CalibrationTrim;
        CalibrationCase[] cases =
        [
            .. set.Conversations
                .Select(
                    (conversation, i) => new CalibrationCase(
                        set.Scores[i], job.Corpus.Length(conversation), job.Corpus.Service(conversation)))
                .Where(one => double.IsFinite(one.Score)),
        ];
        return new StratifiedCalibration(
            Stratification.Of(cases, areEvidence: trained.Detector.Scope == DetectorScope.Window, trim));
    }

    /// <summary>
    /// How strong the incidents of normal traffic are; <see langword="null"/> where the conversations at hand are not
    /// all of their windows.
    /// </summary>
    public IncidentCalibration? Incidents(StratifiedCalibration calibration)
    {
        var (corpus, conversations) = (job.Corpus, calibrating.Conversations);
        if (conversations.Count == 0 || !AreWholeWindows(conversations, corpus)) return null;
        var pValues = conversations.Select(
            (conversation, i) => calibration.Evaluate(
                calibrating.Scores[i], corpus.Length(conversation), corpus.Service(conversation)).Conservative);
        return IncidentCalibrationFitting.Fit(corpus, conversations, [.. pValues]);
    }

    // Whether the conversations are all of their windows.
    private static bool AreWholeWindows(IReadOnlyList<int> conversations, ConversationTable corpus)
    {
        var own = conversations.CountBy(corpus.WindowStart).ToDictionary();
        var all = Enumerable.Range(0, corpus.Count).CountBy(corpus.WindowStart);
        return all.All(window => !own.TryGetValue(window.Key, out var count) || count == window.Value);
    }
}
