namespace NetAnomaly.Flows;

/// <summary>How files of flows are read. Immutable.</summary>
internal sealed record FlowReadOptions
{
    /// <summary>The format's name; <see langword="null"/> to recognise it from the content.</summary>
    public string? Format { get; init; }

    /// <summary>For generic CSV and JSON: which column holds what.</summary>
    public ColumnMap? Columns { get; init; }

    /// <summary>How texts of times and numbers are read.</summary>
    public FlowTextOptions Text { get; init; } = FlowTextOptions.Default;

    /// <summary>Flows that began before this are left out, UTC; a time without zone counts as UTC.</summary>
    public DateTime? After
    {
        get;
        init => field = Utc(value);
    }

    /// <summary>Flows that began at this or later are left out, UTC.</summary>
    public DateTime? Before
    {
        get;
        init => field = Utc(value);
    }

    /// <summary>Whether a flow lies within the times that are asked for.</summary>
    internal bool Wants(FlowRecord flow) =>
        (After is not { } after || flow.Start >= after) && (Before is not { } before || flow.Start < before);

    private static DateTime? Utc(DateTime? given) =>
        given is { } time
            ? time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc)
            : null;
}
