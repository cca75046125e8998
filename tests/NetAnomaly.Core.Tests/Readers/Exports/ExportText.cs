using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers.Exports;

/// <summary>Reads a short export and sees that its format is recognised.</summary>
internal static class ExportText
{
    /// <summary>The flows of a text of a format; no row may be bad.</summary>
    public static List<FlowRecord> Read(string format, string content)
    {
        var (flows, rejects) = ReadAll(format, content);
        Assert.Empty(rejects);
        return flows;
    }

    /// <summary>The flows and bad rows.</summary>
    public static (List<FlowRecord> Flows, List<RejectedRow> Rejects) ReadAll(
        string format, string content, DateTime? written = null)
    {
        using var file = new TemporaryFile(content);
        if (written is { } time) File.SetLastWriteTimeUtc(file.Path, time);
        Assert.Equal(format, FlowFile.Sniff(file.Path));
        return ([.. file.Flows()], file.Rejects.Rows);
    }

    /// <summary>What a flow is, on one line: times, protocol, ends, volumes, state, service and label.</summary>
    public static string Show(FlowRecord flow) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{flow.Start:yyyy-MM-ddTHH:mm:ss.fff}+{flow.Duration.TotalSeconds:0.###} {flow.Protocol} "
            + $"{flow.SourceAddress}:{flow.SourcePort} > {flow.DestinationAddress}:{flow.DestinationPort} "
            + $"{flow.Bytes}({flow.SourceBytes})B {flow.Packets}({flow.SourcePackets})p "
            + $"{flow.State}/{flow.Service}/{flow.Label}");
}
