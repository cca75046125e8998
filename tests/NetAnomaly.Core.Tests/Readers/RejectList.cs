using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Keeps rejected rows and notes, for tests to look at.</summary>
internal sealed class RejectList : IRejectSink
{
    public List<RejectedRow> Rows { get; } = [];

    /// <summary>What was noted, and how often.</summary>
    public Dictionary<string, long> Notes { get; } = [];

    /// <summary>What is to be done about each of them.</summary>
    public Dictionary<string, string?> Remedies { get; } = [];

    public void Add(RejectedRow row) => Rows.Add(row);

    public void Note(FlowReadNote note, long count)
    {
        Notes[note.Text] = Notes.GetValueOrDefault(note.Text) + count;
        Remedies[note.Text] = note.Remedy;
    }
}
