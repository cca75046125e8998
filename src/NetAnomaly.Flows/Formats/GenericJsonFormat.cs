using NetAnomaly.Flows.Text;
namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Any JSON of flows, through a <see cref="ColumnMap"/> whose columns are paths such as <c>network.bytes</c>: objects
/// on lines, in an array, or one after the other.
/// </summary>
internal sealed class GenericJsonFormat : JsonFormat
{
    internal const string FormatName = "Json";

    /// <inheritdoc/>
    public override string Name => FormatName;

    /// <inheritdoc/>
    public override string Description =>
        "any JSON objects; say which path holds what with a column map, unless Export-FlowData wrote them";

    /// <inheritdoc/>
    public override string Recognition =>
        "JSON, and -ColumnMap; or the properties Start, SourceAddress, DestinationAddress and Protocol";

    private protected override bool Shows(ReadOnlySpan<byte> head) =>
        head.IndexOf("\"SourceAddress\""u8) >= 0 && head.IndexOf("\"DestinationAddress\""u8) >= 0
        && head.IndexOf("\"Start\""u8) >= 0 && head.IndexOf("\"Protocol\""u8) >= 0;

    private protected override JsonShape ShapeFor(FlowReadContext context) =>
        new(
            context.Columns?.Mapped().Select(pair => (pair.Column, pair.Field))
                // ConvertTo-Json writes a length of time as an object of all its parts.
                ?? ColumnMaps.Own.Mapped().Select(pair => (pair.Column, pair.Field))
                    .Append(("Duration.TotalSeconds", FlowField.Duration)),
            comparer: StringComparer.OrdinalIgnoreCase);
}
