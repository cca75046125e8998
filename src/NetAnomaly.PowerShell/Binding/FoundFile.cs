namespace NetAnomaly.PowerShell.Binding;

/// <summary>A file of flows to read.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="IsSearched">Whether it was found in a directory, not named: it may be anything.</param>
internal readonly record struct FoundFile(string Path, bool IsSearched);
