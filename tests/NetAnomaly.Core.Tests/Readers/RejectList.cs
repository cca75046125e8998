using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Keeps rejected rows, for tests to look at.</summary>
internal sealed class RejectList : IRejectSink
{
    public List<RejectedRow> Rows { get; } = [];

    public void Add(RejectedRow row) => Rows.Add(row);
}
