using NetAnomaly.Flows;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>A parser of exporters' messages with what came out of it.</summary>
internal sealed class ExportParser
{
    private readonly RejectList rejects = new();
    private readonly ExportMessageParser parser;

    public ExportParser() =>
        parser = new ExportMessageParser(new FlowReadContext { Path = "messages", Rejects = rejects });

    public List<FlowRecord> Flows { get; } = [];

    public List<RejectedRow> Rejects => rejects.Rows;

    public ExportParser Take(byte[] message, int exporter = 1)
    {
        parser.Parse(message, new ExporterKey((UInt128)exporter), Flows);
        return this;
    }

    public ExportParser Complete()
    {
        parser.Complete();
        return this;
    }
}
