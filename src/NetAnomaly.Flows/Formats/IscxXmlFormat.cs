namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Labelled flows of ISCX IDS 2012 (<c>TestbedMonJun14Flows.xml</c> and its kin): one element per flow under the root,
/// whatever their names.
/// </summary>
/// <remarks>
/// Times without zone are UTC. TCP flags of both directions are joined as Argus does: <c>F,S,P,A</c> and <c>S,A</c>
/// make <c>FSPA_SA</c>. Document type definitions are refused and nothing outside the file is ever fetched.
/// </remarks>
internal sealed class IscxXmlFormat : IFlowFormat
{
    /// <inheritdoc/>
    public string Name => "IscxXml";

    /// <inheritdoc/>
    public string Description => "ISCX IDS 2012 labelled flows (XML)";

    /// <inheritdoc/>
    public string Recognition => "XML with totalSourceBytes";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) =>
        head.TrimStart(" \t\r\n"u8) is [(byte)'<', ..]
        // The first elements of a flow; those behind its payload may lie beyond the head.
        && head.IndexOf("<totalSourceBytes>"u8) >= 0
        && (head.IndexOf("<appName>"u8) >= 0 || head.IndexOf("<startDateTime>"u8) >= 0);

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        using var reader = new IscxReader(stream, context);
        while (reader.Next() is { } flow) yield return flow;
    }
}
