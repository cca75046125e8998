using NetAnomaly.Flows;

namespace NetAnomaly.Cli.Commands;

/// <summary>
/// Counts the rows that could not be read, shows the first few on standard error and keeps all in a file where one was
/// named.
/// </summary>
internal sealed class RejectReport(string? path) : IRejectSink, IDisposable
{
    private const int Shown = 5;
    private readonly RejectFile? file = path is null ? null : new RejectFile(path);

    public long Count { get; private set; }

    public void Add(RejectedRow row)
    {
        if (Count++ < Shown) Console.Error.WriteLine($"rejected {row}");
        file?.Add(row);
    }

    public void Dispose()
    {
        file?.Dispose();
        if (Count > 0)
            Console.Error.WriteLine(
                $"{Count:N0} rows were rejected; the others were "
                    + $"read.{(path is null ? " Name a file with --rejects to keep them." : "")}");
    }
}
