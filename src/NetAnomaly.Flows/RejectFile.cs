using CsvHelper;
using NetAnomaly.Flows.Disk;
using NetAnomaly.Internal;

namespace NetAnomaly.Flows;

/// <summary>Collects bad rows in a CSV file with the columns File, Line, Reason and Text (UTF-8).</summary>
/// <remarks>
/// The file takes its place at <see cref="Dispose"/>: nobody sees half of one. Texts that a spreadsheet would take for
/// a formula have an apostrophe before them; characters that do not show are escaped. Where no row is rejected no file
/// is made; but an older one is replaced by one with the header only, lest it pass for the new.
/// </remarks>
internal sealed class RejectFile : IRejectSink, IDisposable
{
    private readonly string path;
    private readonly bool overwrite;
    private PendingFile? file;
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
        this.path = PendingFile.Check(path, overwrite);
        this.overwrite = overwrite;
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
        writer.WriteField(CellText.Guard(VisibleText.Of(row.File)));
        writer.WriteField(row.Line);
        writer.WriteField(CellText.Guard(VisibleText.Of(row.Reason)));
        writer.WriteField(CellText.Guard(VisibleText.OfLines(row.Text)));
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
        // Where that fails, the error goes on to the caller, and what is half-written does not stay.
        using var written = file!;
        csv.Dispose();
        written.Complete();
    }

    private CsvWriter Open()
    {
        file = new PendingFile(path, overwrite);
        csv = CsvWriter.Create(file.Stream, leaveOpen: true);
        csv.WriteHeader(["File", "Line", "Reason", "Text"]);
        return csv;
    }
}
