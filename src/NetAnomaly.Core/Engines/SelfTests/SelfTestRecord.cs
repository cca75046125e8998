namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>What self-tests of a pack on a processor have shown.</summary>
/// <param name="Key">The processor, the pack and the versions.</param>
/// <param name="Limit">The newest instruction set with which the answers are right; <see langword="null"/> where they
/// are with none.</param>
/// <param name="Results">What was answered with it; with the last that was tried where none is right.</param>
internal sealed record SelfTestRecord(string Key, string? Limit, IReadOnlyList<SelfTestResult> Results);
