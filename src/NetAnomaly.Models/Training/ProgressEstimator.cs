using System.Diagnostics;

namespace NetAnomaly.Models.Training;

/// <summary>
/// Reports how far a training has come, at most ten times a second, and guesses the time left from the pace so far.
/// </summary>
internal sealed class ProgressEstimator(int epochs, long perEpoch, IProgress<TrainingProgress>? progress)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan next = Interval;
    private long done;

    /// <summary>Counts some work as done.</summary>
    /// <param name="epoch">The epoch in work, from 1.</param>
    /// <param name="work">How much, in the unit of the whole.</param>
    /// <param name="loss">Running mean loss.</param>
    public void Report(int epoch, long work, double loss)
    {
        done += work;
        if (progress is null || clock.Elapsed < next) return;
        next = clock.Elapsed + Interval;
        var fraction = (double)done / (perEpoch * epochs);
        progress.Report(
            new TrainingProgress(epoch, epochs, fraction, loss, clock.Elapsed * ((1 - fraction) / fraction)));
    }
}
