using System.Diagnostics;
using NetAnomaly.Flows;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Adds up what came of reading files.</summary>
internal sealed class ImportTally
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly List<FlowFileReport> files = [];
    private readonly Dictionary<string, long> notes = new(StringComparer.Ordinal);
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
        foreach (var (note, count) in counter.Notes) Note(note.Text, count);
    }

    /// <summary>Takes something that was passed over.</summary>
    public void Note(string text, long count) => notes[text] = notes.GetValueOrDefault(text) + count;

    /// <summary>All that was added.</summary>
    public FlowImportReport Report() => new()
    {
        Files = files,
        Notes = [.. notes.Select(note => new FlowImportNote(note.Key, note.Value))],
        From = earliest <= latest ? earliest : null,
        To = earliest <= latest ? latest : null,
        Elapsed = Stopwatch.GetElapsedTime(began),
    };
}
