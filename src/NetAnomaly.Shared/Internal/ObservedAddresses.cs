namespace NetAnomaly.Internal;

/// <summary>The addresses that an exporter wrote, where a host map changed them.</summary>
/// <param name="Source">The source's; <see langword="null"/> where it is as it was.</param>
/// <param name="Destination">The destination's; <see langword="null"/> where it is as it was.</param>
internal sealed record ObservedAddresses(string? Source, string? Destination)
{
    /// <summary>The two; <see langword="null"/> where neither was changed.</summary>
    public static ObservedAddresses? Of(string? source, string? destination) =>
        source is null && destination is null ? null : new ObservedAddresses(source, destination);
}
