using NetAnomaly.Cli.Output;
using NetAnomaly.Flows;
using NetAnomaly.Internal;
namespace NetAnomaly.Cli.Commands;

/// <summary>
/// Counts the rows that could not be read, shows the first few on standard error and keeps all in a file where one was
/// named.
/// </summary>
internal sealed class RejectReport(string? path, bool overwrite) : IRejectSink, IDisposable
{
    private const int Shown = 5;
    private readonly Dictionary<FlowReadNote, long> notes = [];
    private readonly RejectFile? file = path is null ? null : new RejectFile(path, overwrite);

    public long Count { get; private set; }

    public void Add(RejectedRow row)
    {
        if (Count++ < Shown) Terminal.Error.WriteLine($"rejected {row}");
        file?.Add(row);
    }

    public void Note(FlowReadNote note, long count) => notes[note] = notes.GetValueOrDefault(note) + count;

    public void Dispose()
    {
        file?.Dispose();
        foreach (var (note, count) in notes) Terminal.Error.WriteLine($"warning: {note.Of(count)}");
        if (Count > 0)
            Terminal.Error.WriteLine(
                $"{CountedText.Of(Count, "row|rows was|were rejected")}; the others were "
                    + $"read.{(path is null ? " Name a file with --rejects to keep them." : "")}");
    }
}
