using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Keeps rejected rows and notes, for tests to look at.</summary>
internal sealed class RejectList : IRejectSink
{
    public List<RejectedRow> Rows { get; } = [];

    /// <summary>What was done to rows that are not bad, and to how many.</summary>
    public Dictionary<FlowReadNote, long> Notes { get; } = [];

    public void Add(RejectedRow row) => Rows.Add(row);

    public void Note(FlowReadNote note, long count) => Notes[note] = Notes.GetValueOrDefault(note) + count;
}
