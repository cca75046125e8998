namespace NetAnomaly.Core.Readers.Json;

/// <summary>Any JSON of flows, through a <see cref="ColumnMap"/> whose columns are paths such as <c>network.bytes</c>: objects on lines, in an array, or one after the other.</summary>
public sealed class GenericJsonFormat : JsonFormat
{
    internal const string FormatName = "Json";

    /// <inheritdoc/>
    public override string Name => FormatName;

    /// <inheritdoc/>
    public override string Description => "any JSON objects; say which path holds what with a column map";

    /// <inheritdoc/>
    public override string Recognition => "JSON, and -ColumnMap";

    private protected override bool Shows(ReadOnlySpan<byte> head) => false;

    private protected override JsonShape ShapeFor(FlowReadContext context) => context.Columns is { } map
        ? new JsonShape(map.Mapped().Select(pair => (pair.Column, pair.Field)), comparer: StringComparer.OrdinalIgnoreCase)
        : throw FlowFileErrors.MissingColumn(
            context.Path, 0, "JSON of no known format needs a column map.", "Say which path holds what: -ColumnMap @{ Start = '…'; Source = '…'; Destination = '…' }, with dots between nested names.");
}
