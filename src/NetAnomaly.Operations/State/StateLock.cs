using System.Globalization;

namespace NetAnomaly.Operations.State;

/// <summary>
/// The right to scan into a state file, held by one process at a time: an open file beside it, which the operating
/// system frees when its holder ends, however that comes. Who holds it stands in a second file, for people.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream held;
    private readonly string holder;

    private StateLock(FileStream held, string holder) => (this.held, this.holder) = (held, holder);

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The state file.</param>
    /// <param name="wait">How long to wait for whom holds it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="StateException">Another has it, or the folder cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static StateLock Take(string path, TimeSpan wait, CancellationToken cancellation)
    {
        var (file, holder) = (path + ".lock", path + ".holder");
        var until = Environment.TickCount64 + (long)wait.TotalMilliseconds;
        while (true)
        {
            try
            {
                var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                Tell(holder);
                return new StateLock(stream, holder);
            }
            catch (UnauthorizedAccessException cause)
            {
                throw Unwritable(path, cause);
            }
            catch (DirectoryNotFoundException cause)
            {
                throw Unwritable(path, cause);
            }
            catch (IOException cause) when (IsHeld(cause))
            {
                if (Environment.TickCount64 >= until) throw Held(path, holder, cause);
                cancellation.WaitHandle.WaitOne(Pause);
                cancellation.ThrowIfCancellationRequested();
            }
            catch (IOException cause)
            {
                throw Unwritable(path, cause);
            }
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(holder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // It only tells people who holds the lock; the next holder writes it again.
        }

        // The file itself stays: who waits has it open, and a second one of its name would be a second lock.
        held.Dispose();
    }

    // What says that another process has the file open: sharing violations of Windows, EWOULDBLOCK elsewhere.
    private static bool IsHeld(IOException cause) =>
        OperatingSystem.IsWindows()
            ? (cause.HResult & 0xFFFF) is 32 or 33
            : cause.HResult is 11 or 35 || cause.Message.Contains("being used by another", StringComparison.Ordinal);

    private static void Tell(string holder)
    {
        try
        {
            File.WriteAllText(
                holder,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"process {Environment.ProcessId} on {Environment.MachineName} since "
                        + $"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z"));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The lock counts, not the word of it.
        }
    }

    private static StateException Held(string path, string holder, IOException cause)
    {
        string who;
        try
        {
            who = File.ReadAllText(holder).Trim();
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            who = "a process that did not say which";
        }

        return new StateException(
            StateFault.Held, $"'{path}' is in use by another scan: {who}.",
            "Wait for it (-Wait says how long), or end it; nothing is left behind by a process that was ended.", cause);
    }

    private static StateException Unwritable(string path, Exception cause) =>
        new(
            StateFault.Unusable, $"'{path}' cannot be used: {cause.Message}",
            "Check that the folder exists, and that the account that scans may write to it.", cause);
}
