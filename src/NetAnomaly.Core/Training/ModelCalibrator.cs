using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Training;

/// <summary>Calibrates a model that has just been trained, on the conversations that its training kept or left out in turn.</summary>
internal sealed class ModelCalibrator(TrainedDetector trained, TrainingJob job)
{
    private readonly IReadOnlyList<int>? conversations = CalibratingConversations.Of(trained, job);

    /// <summary>From scores of conversations to p-values.</summary>
    public StratifiedCalibration Conversations()
    {
        var trim = job.Options.CalibrationTrim;
        if (conversations is null) return new StratifiedCalibration(Calibration.WithTail(trained.CalibrationScores, trim));
        CalibrationCase[] cases =
        [
            .. conversations
                .Select((conversation, i) => new CalibrationCase(trained.CalibrationScores[i], job.Corpus.Length(conversation), job.Corpus.Service(conversation)))
                .Where(one => double.IsFinite(one.Score)),
        ];
        return new StratifiedCalibration(Stratification.Of(cases, areEvidence: trained.Detector.Scope == DetectorScope.Window, trim));
    }

    /// <summary>
    /// How strong the incidents of normal traffic are; <see langword="null"/> where the conversations at hand are not all of their windows, or their windows are not known.
    /// </summary>
    public IncidentCalibration? Incidents(StratifiedCalibration calibration)
    {
        if (conversations is null || conversations.Count == 0) return null;
        var corpus = job.Corpus;
        if (!CalibratingConversations.AreWholeWindows(conversations, corpus)) return null;
        var pValues = conversations.Select((conversation, i) => calibration.Evaluate(trained.CalibrationScores[i], corpus.Length(conversation), corpus.Service(conversation)).Conservative);
        return IncidentCalibrationFitting.Fit(corpus, conversations, [.. pValues]);
    }
}
