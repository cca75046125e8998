using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NetAnomaly.Flows;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Inputs;

/// <summary>
/// The flows of several files by windows: each window once, with the flows of all files, in an order that does not
/// depend on when or in which order files came. Reads ahead on a thread of its own, by two windows.
/// </summary>
internal static class WindowReader
{
    private const int WindowsAhead = 2;

    /// <summary>Reads windows.</summary>
    /// <param name="files">The files, as they were read first.</param>
    /// <param name="behind">Only windows that begin behind this are given, ticks.</param>
    /// <param name="options">How files are read.</param>
    /// <param name="window">The length of a window, ticks.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ChangedFileException">A file is another than when it was read first.</exception>
    public static async IAsyncEnumerable<FlowWindow> ReadAsync(
        IReadOnlyList<StoredFile> files, long behind, FlowReadOptions options, long window,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var windows = Channel.CreateBounded<FlowWindow>(
            new BoundedChannelOptions(WindowsAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => FillAsync(windows.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var next in windows.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return next;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task FillAsync(ChannelWriter<FlowWindow> target, CancellationToken token)
        {
            try
            {
                foreach (var next in Read(files, behind, options, window, token))
                    await target.WriteAsync(next, token).ConfigureAwait(false);
                target.Complete();
            }
            catch (Exception cause)
            {
                target.Complete(cause);
            }
        }
    }

    private static IEnumerable<FlowWindow> Read(
        IReadOnlyList<StoredFile> files, long behind, FlowReadOptions options, long window,
        CancellationToken cancellation)
    {
        StoredFile[] wanted =
        [
            .. files.Where(file => file.Last > behind).OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        var cursors = Array.ConvertAll(wanted, file => new FileCursor(file, options, window, cancellation));
        try
        {
            foreach (
                var start in wanted.SelectMany(file => file.Windows.Keys).Where(start => start > behind).Distinct()
                    .Order())
            {
                // Sorting by start keeps the order of files and rows among those that begin together.
                yield return new FlowWindow(
                    start, [.. cursors.SelectMany(cursor => cursor.Take(start)).OrderBy(flow => flow.Start)]);
            }
        }
        finally
        {
            foreach (var cursor in cursors) cursor.Dispose();
        }
    }
}
