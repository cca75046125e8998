namespace NetAnomaly;

/// <summary>What an engine can compute on.</summary>
public sealed record EngineDevice
{
    /// <summary>As -Device takes it: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in its maker's words.</summary>
    public required string Description { get; init; }

    /// <summary>Memory in all, bytes; <see langword="null"/> where it cannot be told.</summary>
    public long? MemoryTotal { get; init; }

    /// <summary>Memory that nobody uses, bytes; <see langword="null"/> where it cannot be told.</summary>
    public long? MemoryFree { get; init; }

    /// <summary>The name and what it is.</summary>
    public override string ToString() => $"{Name} ({Description})";
}
