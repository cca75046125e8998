using CsvHelper;

namespace NetAnomaly.Flows;

/// <summary>Collects bad rows in a CSV file with the columns File, Line, Reason and Text (UTF-8).</summary>
/// <remarks>
/// Rows are written to a temporary file beside the final one, which takes its name at <see cref="Dispose"/>: nobody
/// sees half a file. Where no row is rejected no file is made; but an older one is replaced by one with the header
/// only, lest it pass for the new.
/// </remarks>
public sealed class RejectFile : IRejectSink, IDisposable
{
    private readonly string path;
    private readonly bool overwrite;
    private string? temporary;
    private FileStream? stream;
    private CsvWriter? csv;
    private bool disposed;

    /// <summary>Prepares the file; nothing is written yet.</summary>
    /// <param name="path">The final file.</param>
    /// <param name="overwrite">Whether it may replace an older one.</param>
    /// <exception cref="IOException">The file exists and <paramref name="overwrite"/> is false.</exception>
    /// <exception cref="DirectoryNotFoundException">Its directory does not exist.</exception>
    public RejectFile(string path, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = Path.GetFullPath(path);
        this.overwrite = overwrite;
        if (Directory.Exists(this.path))
            throw new IOException($"{path}: this is a directory; name a file for the rejected rows.");
        if (!overwrite && File.Exists(this.path))
            throw new IOException(
                $"{path}: the file exists already; remove it, name another, or allow it to be overwritten.");
        if (!Directory.Exists(Path.GetDirectoryName(this.path)))
            throw new DirectoryNotFoundException($"{path}: its directory does not exist; make it first.");
    }

    /// <summary>How many rows were added.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public void Add(RejectedRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        ObjectDisposedException.ThrowIf(disposed, this);
        var writer = csv ?? Open();
        writer.WriteField(row.File);
        writer.WriteField(row.Line);
        writer.WriteField(row.Reason);
        writer.WriteField(row.Text);
        writer.EndRecord();
        Count++;
    }

    /// <summary>Writes what is left and gives the file its name.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        if (csv is null && overwrite && File.Exists(path)) Open();
        if (csv is null) return;
        try
        {
            csv.Dispose();
            stream!.Flush(flushToDisk: true);
            stream.Dispose();
            File.Move(temporary!, path, overwrite);
        }
        catch
        {
            // The error goes on to the caller; what is half-written does not stay.
            stream!.Dispose();
            File.Delete(temporary!);
            throw;
        }
    }

    private CsvWriter Open()
    {
        temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        csv = CsvWriter.Create(stream, leaveOpen: true);
        csv.WriteHeader(["File", "Line", "Reason", "Text"]);
        return csv;
    }
}
