namespace NetAnomaly.Core.Readers;

/// <summary>How files of flows are read. Immutable.</summary>
public sealed record FlowReadOptions
{
    /// <summary>The format's name; <see langword="null"/> to recognise it from the content.</summary>
    public string? Format { get; init; }

    /// <summary>For generic CSV: which column holds what.</summary>
    public ColumnMap? Columns { get; init; }
}
