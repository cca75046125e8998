using System.Globalization;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// Trains on a thread of its own while the pipeline's thread, the only one that may write, shows how far it has come.
/// </summary>
internal static class TrainingWorker
{
    private const int PollMilliseconds = 100;

    /// <summary>Runs a training to its end.</summary>
    /// <param name="train">The training.</param>
    /// <param name="line">Where progress is shown.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped, and has ended.</exception>
    public static T Run<T>(
        Func<IProgress<TrainingProgress>, CancellationToken, T> train, ProgressLine line,
        CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var token = stop.Token;
        var latest = new LatestProgress();
        var training = Task.Factory.StartNew(
            () => train(latest, token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            while (Task.WaitAny([training], PollMilliseconds, CancellationToken.None) < 0)
            {
                if (line.IsDue && latest.Value is { } progress)
                    line.Show(Status(progress), progress.Fraction, progress.Remaining);
            }
        }
        catch
        {
            // Writing fails when the pipeline is being stopped; no thread may outlive it.
            stop.Cancel();
            Task.WaitAny([training], CancellationToken.None);
            throw;
        }

        return training.GetAwaiter().GetResult();
    }

    private static string Status(TrainingProgress progress) => string.Create(
        CultureInfo.InvariantCulture, $"Epoch {progress.Epoch} of {progress.Epochs}, loss {progress.Loss:0.000} nats");

    private sealed class LatestProgress : IProgress<TrainingProgress>
    {
        private volatile TrainingProgress? value;

        public TrainingProgress? Value => value;

        void IProgress<TrainingProgress>.Report(TrainingProgress progress) => value = progress;
    }
}
