using System.Runtime.CompilerServices;
using NetAnomaly.Flows;
using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Retraining;

/// <summary>Exports that were read a first time: their flows come window by window, as often as wanted.</summary>
internal sealed class ExportIndex
{
    private readonly FlowReadOptions reading;
    private readonly IReadOnlyList<StoredFile> files;

    private ExportIndex(NightlyInput input, FlowReadOptions reading, TimeSpan window)
    {
        (this.reading, Window) = (reading, window);
        files = [.. input.New.Select(file => file.File)];
        Faults = [.. input.New.Concat(input.Failed).Select(file => file.Fault).OfType<FlowFileException>()];
        Rejected = input.New.Sum(file => file.File.Rejected);
        Flows = files.Sum(file => file.Flows);
        long[] windows = [.. files.SelectMany(file => file.Windows.Keys).Distinct().Order()];
        Windows = windows;
    }

    /// <summary>The length of windows.</summary>
    public TimeSpan Window { get; }

    /// <summary>What is wrong with files; others are read.</summary>
    public IReadOnlyList<FlowFileException> Faults { get; }

    /// <summary>Rows that are no flows.</summary>
    public long Rejected { get; }

    /// <summary>Flows of all files.</summary>
    public long Flows { get; }

    /// <summary>The starts of the windows that have flows, ticks, in order.</summary>
    public IReadOnlyList<long> Windows { get; }

    /// <summary>Reads files a first time; a copy counts once.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="reading">How they are read.</param>
    /// <param name="window">The length of windows.</param>
    /// <param name="cancellation">Stops it.</param>
    public static ExportIndex Of(
        IReadOnlyList<string> paths, FlowReadOptions reading, TimeSpan window, CancellationToken cancellation)
    {
        var indexer = new FileIndexer(reading, window.Ticks, cancellation);
        return new ExportIndex(new InputSorter([], indexer, cancellation).Sort(paths, []), reading, window);
    }

    /// <summary>The windows of a range.</summary>
    /// <param name="from">Start of the first one, UTC.</param>
    /// <param name="until">End of the last one, UTC.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ChangedFileException">Somebody has written to a file since.</exception>
    public async IAsyncEnumerable<FlowWindow> ReadAsync(
        DateTime from, DateTime until, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (
            var next in WindowReader.ReadAsync(files, from.Ticks - 1, reading, Window.Ticks, cancellation)
                .ConfigureAwait(false))
        {
            if (next.Start >= until.Ticks) yield break;
            yield return next;
        }
    }
}
