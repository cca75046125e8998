using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Training;

/// <summary>Which conversations of a corpus the scores that a training leaves for calibration are of.</summary>
internal static class CalibratingConversations
{
    /// <summary>Whether they are all conversations of their windows.</summary>
    public static bool AreWholeWindows(IReadOnlyList<int> conversations, ConversationTable corpus)
    {
        var own = conversations.CountBy(corpus.WindowStart).ToDictionary();
        var all = Enumerable.Range(0, corpus.Count).CountBy(corpus.WindowStart);
        return all.All(window => !own.TryGetValue(window.Key, out var count) || count == window.Value);
    }

    /// <summary>Their numbers, in the order of the scores; <see langword="null"/> where that cannot be told.</summary>
    /// <param name="trained">What the training left; see <see cref="TrainedDetector.CalibrationScores"/> for what the scores may be of.</param>
    /// <param name="job">The training.</param>
    public static IReadOnlyList<int>? Of(TrainedDetector trained, TrainingJob job)
    {
        if (trained.CalibrationConversations is { } named) return named;
        var scores = trained.CalibrationScores.Length;
        if (scores == job.Corpus.Count) return [.. Enumerable.Range(0, scores)];
        if (scores == job.Split.Validation.Count) return job.Split.Validation;
        if (LabelledDataset.Of(job.Corpus, job.Spec, job.Options) is not { } labelled) return null;
        int[] normal = [.. job.Split.Validation.Where(conversation => !labelled.IsAnomalous(conversation))];
        return normal.Length == scores ? normal : null;
    }
}
