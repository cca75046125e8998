using NetAnomaly.Core.Scoring;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Cli.Output;

/// <summary>
/// Results as JSON lines: in a file that takes its place when all are written, on standard output, or nowhere.
/// </summary>
internal sealed class ResultFile : IDisposable
{
    private readonly PendingFile? file;
    private readonly ResultJsonLines? lines;

    /// <summary>Begins to write.</summary>
    /// <param name="path">The file; <c>-</c> is standard output, and <see langword="null"/> nowhere.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <exception cref="IOException">It is there and not to be replaced, or cannot be written.</exception>
    public ResultFile(string? path, bool overwrite)
    {
        if (path is null) return;
        file = path == "-" ? null : new PendingFile(path, overwrite);
        lines = new ResultJsonLines(file?.Stream ?? Console.OpenStandardOutput());
    }

    public void Write(AnomalyResult result) => lines?.Write(result);

    /// <summary>Writes what is left and puts the file in its place.</summary>
    public void Complete()
    {
        lines?.Dispose();
        file?.Complete();
    }

    public void Dispose()
    {
        lines?.Dispose();
        file?.Dispose();
    }
}
