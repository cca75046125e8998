namespace NetAnomaly.Core.Engines.Packs;

/// <summary>A file of an engine pack among restored packages.</summary>
/// <param name="Path">Where it goes in the pack, with slashes.</param>
/// <param name="Parts">What it is made of, one behind the other: one file, or the fragments of a large one.</param>
/// <param name="Sha256">The SHA-256 that the packages name; <see langword="null"/> where they name none.</param>
internal sealed record RestoredFile(string Path, IReadOnlyList<string> Parts, string? Sha256);
