using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Services;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Internal;
namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// Reads files of flows for a cmdlet: faults and bad rows become its errors and warnings, good rows go on.
/// </summary>
/// <param name="cmdlet">Who reads, and where errors go.</param>
/// <param name="options">How files are read.</param>
/// <param name="rejects">Where bad rows go beside the error stream, if anywhere.</param>
/// <param name="cancellation">Stops the reading between two rows.</param>
internal sealed class FlowFileSource(
    PSCmdlet cmdlet, FlowReadOptions options, IRejectSink? rejects, CancellationToken cancellation) : IDisposable
{
    /// <summary>
    /// Bad rows that are written as errors, per file; a broken export of a million rows must not write a million
    /// errors.
    /// </summary>
    public const int ErrorsPerFile = 10;

    private readonly ImportTally tally = new();
    private readonly FlowReadAhead ahead = new(options, cancellation);

    /// <summary>
    /// Files that could not be read, not to their end, or that lost more than one row in twenty; those passed over left
    /// out.
    /// </summary>
    public int Failed { get; private set; }

    /// <summary>What came of all files so far.</summary>
    public FlowImportReport Report() => tally.Report();

    /// <summary>
    /// The flows of files, lazily and in their order, while the next files are read ahead; what is open is closed when
    /// the consumer stops.
    /// </summary>
    /// <remarks>
    /// Files that were searched for, not named, and are of no known format or empty are passed over and counted in a
    /// warning.
    /// </remarks>
    public IEnumerable<FlowRecord> Read(IReadOnlyList<FoundFile> found)
    {
        FoundFile[] files = [.. found.Where(IsWanted)];
        var passedOver = 0;
        for (var i = 0; i < files.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (files.Length > 1)
            {
                foreach (var next in files.AsSpan(i, Math.Min(FlowReadAhead.Window + 1, files.Length - i)))
                    ahead.Start(next.Path);
            }

            foreach (var flow in Read(files[i], () => passedOver++)) yield return flow;
        }

        if (passedOver == 0) yield break;
        tally.Note("file|files of no known format, or empty, was|were passed over", passedOver);
        cmdlet.Warn(
            CountedText.Of(
                passedOver,
                "file|files found by -Recurse is|are of no known format, or empty, and was|were passed over. -Verbose "
                    + "names it|them; name one as the path to see what is wrong with it."));
    }

    /// <summary>Stops what is read ahead.</summary>
    public void Dispose() => ahead.Dispose();

    private bool IsWanted(FoundFile file)
    {
        if (!FlowFile.CanSkip(file.Path, options)) return true;
        cmdlet.Explain($"{file.Path}: not read, as it was last written more than a day before -After.");
        tally.Note("file|files was|were not read, as it was|they were last written more than a day before -After", 1);
        return false;
    }

    private IEnumerable<FlowRecord> Read(FoundFile file, Action passOver)
    {
        var counter = new RejectCounter(rejects, ErrorsPerFile);
        var (reported, good, failed) = (0, 0L, Failed);
        FlowFileException? told = null;
        using var flows = Open(file.Path, counter);
        while (true)
        {
            var (more, fault) = Next(flows);
            // Written here, not while the reader is at work, which must not see the exceptions of -ErrorAction Stop.
            while (reported < counter.First.Count) cmdlet.WriteError(ErrorFactory.Row(counter.First[reported++]));
            if (fault is not null && !Tell(told = fault, file, passOver)) yield break;
            if (!more) break;
            good++;
            tally.Add(flows.Current);
            yield return flows.Current;
        }

        tally.Add(file.Path, counter, good, told);
        foreach (var (note, count) in counter.Notes) cmdlet.Warn(note.Of(count));
        if (Failed == failed && ScanWarnings.IsTooMuch(counter.Count, good + counter.Count)) Failed++;
        if (counter.Count > reported)
        {
            var hint = rejects is null ? " Collect them all with -RejectPath." : "";
            cmdlet.Warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.Path}: {CountedText.Of(counter.Count, "row|rows was|were rejected")}; the first {reported} "
                        + $"are shown as errors.{hint}"));
        }
    }

    // Gives whether the file is one that was meant.
    private bool Tell(FlowFileException fault, FoundFile file, Action passOver)
    {
        if (!file.IsSearched || fault.Fault is not (FlowFileFault.UnknownFormat or FlowFileFault.Empty))
        {
            Failed++;
            cmdlet.WriteError(ErrorFactory.FlowFile(fault));
            return true;
        }

        cmdlet.Explain(fault.Message);
        passOver();
        return false;
    }

    private IEnumerator<FlowRecord> Open(string path, IRejectSink counter)
    {
        try
        {
            return ahead.Read(path, counter).GetEnumerator();
        }
        catch (ArgumentException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.ColumnMap(cause, options.Columns));
            throw;
        }
    }

    private static (bool More, FlowFileException? Fault) Next(IEnumerator<FlowRecord> flows)
    {
        try
        {
            return (flows.MoveNext(), null);
        }
        catch (FlowFileException cause)
        {
            return (false, cause);
        }
    }
}
