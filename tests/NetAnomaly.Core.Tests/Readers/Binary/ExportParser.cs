using NetAnomaly.Flows;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>A parser of exporters' messages with what came out of it.</summary>
internal sealed class ExportParser
{
    private readonly RejectList rejects = new();
    private readonly ExportMessageParser parser;

    public ExportParser(bool waits = false) =>
        parser = new ExportMessageParser(new FlowReadContext { Path = "messages", Rejects = rejects }, waits);

    public List<FlowRecord> Flows { get; } = [];

    public List<RejectedRow> Rejects => rejects.Rows;

    public Dictionary<string, long> Notes => rejects.Notes;

    public ExportParser Take(byte[] message, int exporter = 1, int port = 0)
    {
        parser.Parse(message, new ExporterKey((UInt128)exporter, (ushort)port), Flows);
        return this;
    }

    public ExportParser Complete()
    {
        parser.Complete(Flows);
        return this;
    }
}
