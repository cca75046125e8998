namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>What came back from a process that tested an engine.</summary>
/// <param name="Results">The results; <see langword="null"/> where there are none.</param>
/// <param name="Crashed">Whether the process ended otherwise than by itself, as an instruction that the processor lacks
/// makes it.</param>
internal sealed record SelfTestAnswer(IReadOnlyList<SelfTestResult>? Results, bool Crashed = false);
