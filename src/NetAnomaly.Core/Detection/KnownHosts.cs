namespace NetAnomaly.Core.Detection;

/// <summary>Whether training saw the two hosts of a conversation.</summary>
/// <param name="Source">The host that opened it; <see langword="null"/> where that is not known.</param>
/// <param name="Destination">The host that was called; <see langword="null"/> where that is not known.</param>
internal readonly record struct KnownHosts(bool? Source, bool? Destination);
