using System.Diagnostics;
using NetAnomaly.Flows;
using NetAnomaly.Internal;
namespace NetAnomaly.PowerShell.Binding;

/// <summary>Adds up what came of reading files.</summary>
internal sealed class ImportTally
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly List<FlowFileReport> files = [];
    private readonly Dictionary<string, long> notes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> rejected = new(StringComparer.Ordinal);
    private DateTime earliest = DateTime.MaxValue;
    private DateTime latest = DateTime.MinValue;

    /// <summary>Takes a flow.</summary>
    public void Add(FlowRecord flow)
    {
        if (flow.Start < earliest) earliest = flow.Start;
        if (flow.Start > latest) latest = flow.Start;
    }

    /// <summary>Takes a file that was read, as far as it could be.</summary>
    public void Add(string path, RejectCounter counter, long flows, FlowFileException? fault)
    {
        var format = counter.Formats.Count == 0 ? null : string.Join(", ", counter.Formats);
        files.Add(new FlowFileReport(path, format, flows, counter.Count, fault?.Message));
        foreach (var (reason, count) in counter.Reasons)
            rejected[reason] = rejected.GetValueOrDefault(reason) + count;
        foreach (var (note, count) in counter.Notes) Note(note.Forms, count);
    }

    /// <summary>Takes something that was passed over, in both forms of its words.</summary>
    public void Note(string text, long count) => notes[text] = notes.GetValueOrDefault(text) + count;

    /// <summary>All that was added.</summary>
    public FlowImportReport Report() => new()
    {
        Files = files,
        Notes = [.. notes.Select(note => new FlowImportNote(CountedText.Form(note.Value, note.Key), note.Value))],
        Rejections =
        [
            .. rejected.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new FlowImportRejection(pair.Key, pair.Value)),
        ],
        From = earliest <= latest ? earliest : null,
        To = earliest <= latest ? latest : null,
        Elapsed = Stopwatch.GetElapsedTime(began),
    };
}
