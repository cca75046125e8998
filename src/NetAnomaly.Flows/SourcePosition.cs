namespace NetAnomaly.Flows;

/// <summary>Where in a source of flows something stands.</summary>
/// <param name="Source">The file, or what else the flows come from.</param>
/// <param name="Offset">How many flows of it came before.</param>
internal readonly record struct SourcePosition(string Source, long Offset);
