using System.Text;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Flows.Writing;

/// <summary>
/// Writes flows to a file, which takes its place at <see cref="Complete"/>: nobody sees half a file.
/// </summary>
/// <remarks>
/// UTF-8 without byte order mark, lines end in LF, times are UTC, numbers have points. Feature columns are not written.
/// </remarks>
internal sealed class FlowExporter : IDisposable
{
    private readonly FlowLines lines;
    private readonly PendingFile file;
    private readonly StreamWriter writer;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The final file.</param>
    /// <param name="format">What it should be.</param>
    /// <param name="overwrite">Whether it may replace one that is there.</param>
    /// <exception cref="IOException">The file exists and <paramref name="overwrite"/> is false, or it cannot be
    /// written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public FlowExporter(string path, FlowExportFormat format, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        file = new PendingFile(path, overwrite);
        lines = format switch
        {
            FlowExportFormat.JsonLines => new JsonFlowLines(),
            FlowExportFormat.Zeek => new ZeekFlowLines(),
            _ => new CsvFlowLines(),
        };
        writer = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.Write(lines.Header);
    }

    /// <summary>How many flows were written.</summary>
    public long Count { get; private set; }

    /// <summary>Writes a flow.</summary>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public void Write(FlowRecord flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        writer.Write(lines.Write(flow));
        Count++;
    }

    /// <summary>Flushes the file to the disk and gives it its name.</summary>
    /// <exception cref="IOException">It cannot be written, or has come to exist meanwhile and must not be
    /// replaced.</exception>
    public void Complete()
    {
        writer.Flush();
        file.Complete();
    }

    /// <summary>Ends the writing; what was not completed is removed.</summary>
    public void Dispose() => file.Dispose();
}
