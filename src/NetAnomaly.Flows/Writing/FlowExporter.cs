using System.Text;

namespace NetAnomaly.Flows.Writing;

/// <summary>
/// Writes flows to a file. They go to a temporary file beside it, which takes its name at <see cref="Complete"/>:
/// nobody sees half a file.
/// </summary>
/// <remarks>
/// UTF-8 without byte order mark, lines end in LF, times are UTC, numbers have points. Feature columns are not written.
/// </remarks>
public sealed class FlowExporter : IDisposable
{
    private readonly string path;
    private readonly bool overwrite;
    private readonly string temporary;
    private readonly FlowLines lines;
    private readonly FileStream file;
    private readonly StreamWriter writer;
    private bool closed;

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
        this.path = Path.GetFullPath(path);
        this.overwrite = overwrite;
        if (Directory.Exists(this.path)) throw new IOException($"{path}: this is a directory; name a file.");
        if (!overwrite && File.Exists(this.path))
            throw new IOException($"{path}: the file exists already; name another, or allow it to be overwritten.");
        lines = format switch
        {
            FlowExportFormat.JsonLines => new JsonFlowLines(),
            FlowExportFormat.Zeek => new ZeekFlowLines(),
            _ => new CsvFlowLines(),
        };
        temporary = $"{this.path}.{Guid.NewGuid():N}.tmp";
        file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        writer = new StreamWriter(file, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
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
        file.Flush(flushToDisk: true);
        Close();
        File.Move(temporary, path, overwrite);
    }

    /// <summary>Ends the writing; what was not completed is removed.</summary>
    public void Dispose()
    {
        Close();
        File.Delete(temporary);
    }

    private void Close()
    {
        if (closed) return;
        closed = true;
        try
        {
            writer.Dispose();
        }
        catch (IOException)
        {
            // A full disk has been told by Write or Complete already; the temporary file goes.
            file.Dispose();
        }
    }
}
