namespace NetAnomaly.Flows.Text;

/// <summary>The ports of a row on its way to a flow, given by number or by name. Reused from row to row.</summary>
internal sealed class RowPorts(FlowReadContext context)
{
    private const string Unknown = 
        "port|ports is|are given by names that IANA's list does not have, and stays|stay unknown";

    private int source;
    private int destination;
    private string? sourceName;
    private string? destinationName;
    private int icmpType;
    private int icmpCode;

    /// <summary>How the exporter is told to write numbers, a sentence.</summary>
    public string Remedy { get; set; } = "Export numbers in the place of names.";

    /// <summary>Forgets all, for the next row.</summary>
    public void Begin()
    {
        source = destination = icmpType = icmpCode = -1;
        sourceName = destinationName = null;
    }

    /// <summary>Takes a text; gives what is wrong with it, or <see langword="null"/>.</summary>
    public string? Take(FlowField field, ReadOnlySpan<char> text) => field switch
    {
        FlowField.SourcePort => Port(text, out source, out sourceName),
        FlowField.DestinationPort => Port(text, out destination, out destinationName),
        FlowField.PortOrIcmp => PortOrIcmp(text),
        FlowField.IcmpType => NumberText.Octet(text, out icmpType),
        FlowField.IcmpCode => NumberText.Octet(text, out icmpCode),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of a port."),
    };

    /// <summary>The source's port; <see langword="null"/> where there is none.</summary>
    public int? Source(string? protocol) =>
        source >= 0 ? source : sourceName is null ? null : Named(sourceName, protocol);

    /// <summary>The destination's port, or ICMP's type and code; <see langword="null"/> where there is none.</summary>
    public int? Destination(string? protocol) =>
        destination >= 0 ? destination
        : destinationName is not null ? Named(destinationName, protocol)
        : icmpType >= 0 && protocol is not null && protocol.Contains("icmp", StringComparison.Ordinal)
            ? (icmpType * 256) + Math.Max(icmpCode, 0)
            : null;

    private int? Named(string name, string? protocol)
    {
        if (PortNames.Find(name, protocol) is { } port) return port;
        context.Note(Unknown, Remedy);
        return null;
    }

    private string? Port(ReadOnlySpan<char> text, out int port, out string? name)
    {
        name = null;
        var wrong = NumberText.Port(text, out port);
        if (wrong is null || !PortNames.IsName(text)) return wrong;
        name = context.Texts.Share(text);
        return null;
    }

    private string? PortOrIcmp(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        return point < 0
            ? Port(text, out destination, out destinationName)
            : NumberText.Octet(text[..point], out icmpType) ?? NumberText.Octet(text[(point + 1)..], out icmpCode);
    }
}
