using System.Diagnostics;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Training;

/// <summary>
/// Leaves the strangest conversations out of training, for traffic that may hold attacks which nobody labelled: scores
/// all as if training had not seen them, drops a share, and does so again, as what was dropped no longer makes its like
/// look common. Needs no labels; works for every detector.
/// </summary>
/// <remarks>
/// Detectors that calibrate on all conversations (counts) give these scores at once. Others are trained on the earlier
/// half of the conversations to score the later one, and the other way round. What is left makes normal conversations
/// look up to the share stranger than they are: p-values below it are too small by as much.
/// </remarks>
/// <param name="provider">Makes the detectors.</param>
internal sealed class IterativeTrimming(IDetectorFactory provider)
{
    /// <summary>Times that a part of the share is dropped.</summary>
    public const int Rounds = 2;

    private const int Halves = 2;

    // Every training of a half, and the one that comes after all.
    private const int Steps = (Rounds * Halves) + 1;

    /// <summary>The conversations that stay.</summary>
    /// <param name="job">What is to be trained; its split is not looked at.</param>
    /// <param name="progress">Told how far it is; the training that follows is the last of the steps.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The corpus without the strangest, and the time budget that is left.</returns>
    public (ConversationTable Corpus, TimeSpan? Budget) Trim(
        TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var corpus = job.Corpus;
        var options = job.Options with
        {
            CheckpointPath = null, Resume = false, TimeBudget = job.Options.TimeBudget / Steps, TrimPerDay = 0,
        };
        var least = corpus.Count - (int)(corpus.Count * job.Options.TrimShare);
        for (var round = 1; round <= Rounds; round++)
        {
            var stay = least + ((job.Corpus.Count - least) * (Rounds - round) / Rounds);
            if (stay == corpus.Count) continue;
            var scores = Scores(
                job with { Corpus = corpus, Options = options }, step =>
                    Part(progress, ((round - 1) * Halves) + step), cancellation);
            corpus = corpus.Select(
                [
                    .. Enumerable.Range(0, corpus.Count).OrderBy(conversation => scores[conversation]).Take(stay)
                    .Order(),
                ]);
        }

        var left = job.Options.TimeBudget - Stopwatch.GetElapsedTime(began);
        return (corpus, left <= TimeSpan.Zero ? TimeSpan.FromTicks(1) : left);
    }

    /// <summary>Progress of the training that follows.</summary>
    public static IProgress<TrainingProgress>? Last(IProgress<TrainingProgress>? progress) => Part(progress, Steps - 1);

    private double[] Scores(
        TrainingJob job, Func<int, IProgress<TrainingProgress>?> progress, CancellationToken cancellation)
    {
        var count = job.Corpus.Count;
        int[] early = [.. Enumerable.Range(0, count / 2)];
        int[] late = [.. Enumerable.Range(count / 2, count - (count / 2))];
        var known = new Dictionary<int, double>(count);
        Add(Train(early, late, 0));
        if (known.Count < count) Add(Train(late, early, 1));
        return known.Count == count
            ? [.. Enumerable.Range(0, count).Select(conversation => known[conversation])]
            : throw new NotSupportedException(
                "The detector calibrates on other conversations than those kept from fitting: it cannot be trained "
                    + "with trimming.");

        CalibrationSet Train(int[] fit, int[] kept, int half)
        {
            var trained = provider.Train(
                job with { Split = new TrainingSplit(fit, kept, ByTime: true) }, progress(half), cancellation);
            trained.Detector.Dispose();
            return trained.Unseen ?? trained.Calibration;
        }

        void Add(CalibrationSet set)
        {
            for (var i = 0; i < set.Scores.Length; i++) known[set.Conversations[i]] = set.Scores[i];
        }
    }

    private static PartialProgress? Part(IProgress<TrainingProgress>? whole, int step) =>
        whole is null ? null : new PartialProgress(whole, step);

    private sealed class PartialProgress(IProgress<TrainingProgress> whole, int step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            whole.Report(value with { Fraction = (step + value.Fraction) / Steps });
    }
}
