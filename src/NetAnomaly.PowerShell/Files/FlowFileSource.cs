using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Readers;
using NetAnomaly.PowerShell.Errors;

namespace NetAnomaly.PowerShell.Files;

/// <summary>Reads files of flows for a cmdlet: faults and bad rows become its errors and warnings, good rows go on.</summary>
/// <param name="cmdlet">Who reads, and where errors go.</param>
/// <param name="options">How files are read.</param>
/// <param name="rejects">Where bad rows go beside the error stream, if anywhere.</param>
/// <param name="cancellation">Stops the reading between two rows.</param>
internal sealed class FlowFileSource(PSCmdlet cmdlet, FlowReadOptions options, IRejectSink? rejects, CancellationToken cancellation)
{
    /// <summary>Bad rows that are written as errors, per file; a broken export of a million rows must not write a million errors.</summary>
    public const int ErrorsPerFile = 10;

    /// <summary>The flows of one file, lazily; the file is closed when the consumer stops.</summary>
    public IEnumerable<FlowRecord> Read(string path)
    {
        var counter = new RejectCounter(rejects, ErrorsPerFile);
        var reported = 0;
        using var flows = Open(path, counter);
        while (true)
        {
            var (more, fault) = Next(flows);
            // Written here, not while the reader is at work, which must not see the exceptions of -ErrorAction Stop.
            while (reported < counter.First.Count) cmdlet.WriteError(ErrorFactory.Row(counter.First[reported++]));
            if (fault is not null) cmdlet.WriteError(fault);
            if (!more) break;
            yield return flows.Current;
        }

        if (counter.Count > reported)
        {
            var hint = rejects is null ? " Collect them all with -RejectPath." : "";
            cmdlet.WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{path}: {counter.Count:N0} rows were rejected; the first {reported} are shown as errors.{hint}"));
        }
    }

    private IEnumerator<FlowRecord> Open(string path, IRejectSink counter)
    {
        try
        {
            return FlowFile.Read(path, options, counter, cancellation).GetEnumerator();
        }
        catch (ArgumentException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.ColumnMap(cause, options.Columns));
            throw;
        }
    }

    private static (bool More, ErrorRecord? Fault) Next(IEnumerator<FlowRecord> flows)
    {
        try
        {
            return (flows.MoveNext(), null);
        }
        catch (FlowFileException cause)
        {
            return (false, ErrorFactory.FlowFile(cause));
        }
    }
}
