using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Azure flow logs: of network security groups (versions 1 and 2) and of virtual networks (version 4), as they lie in
/// blob storage.
/// </summary>
/// <remarks>
/// Each tuple is a flow. Begin (B) tuples count nothing; those that continue (C) or end (E) a flow count what came
/// since the tuple before. The state is the decision and the flow's state: <c>A_B</c>, <c>A_E</c>, <c>D_B</c>; of
/// virtual networks the state alone.
/// </remarks>
internal sealed class AzureFlowFormat : IFlowFormat
{
    /// <inheritdoc/>
    public string Name => "AzureFlow";

    /// <inheritdoc/>
    public string Description => "Azure NSG and VNet flow logs (JSON)";

    /// <inheritdoc/>
    public string Recognition => "JSON with flowTuples";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObjects(head) && head.IndexOf("\"flowTuples\""u8) >= 0;

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        var reader = new AzureFlowReader(stream, context);
        while (reader.Next() is { } flow) yield return flow;
    }
}
