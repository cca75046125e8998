using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Readers;

namespace NetAnomaly.Benchmarks.Verdicts;

/// <summary>The NetFlow v5 capture of several days that the nfql project publishes; no labels, and no attack is known in it.</summary>
internal sealed class NfqlCapture
{
    public const string Usual = "../shared/data/nfql/nfql-2009-netflow-v5.csv.gz";

    private static readonly ColumnMap Columns = new()
    {
        Start = "start", End = "end", Source = "src", Destination = "dst", SourcePort = "srcport", DestinationPort = "dstport", Protocol = "proto", State = "tcp_flags", Packets = "packets", Bytes = "bytes",
    };

    private readonly FlowRecord[] flows;

    public NfqlCapture(string path) => flows = [.. FlowFile.Read(path, new FlowReadOptions { Columns = Columns }, new Rejects(), default).OrderBy(flow => flow.Start)];

    /// <summary>The flows, by start.</summary>
    public IReadOnlyList<FlowRecord> Flows => flows;

    /// <summary>The conversations that a model wants, by day.</summary>
    public SortedDictionary<DateTime, FlowSequence[]> Days(ModelSpec spec) => new(
        ConversationBuilder.Build(flows, ConversationOptions.Of(spec)).GroupBy(sequence => sequence.WindowStart.Date).ToDictionary(day => day.Key, day => day.ToArray()));

    private sealed class Rejects : IRejectSink
    {
        public void Add(RejectedRow row) => Console.Error.WriteLine(row);
    }
}
