namespace NetAnomaly.Fuzzing.Targets;

/// <summary>An input that was not answered as it has to be.</summary>
internal sealed class FuzzFailure(string what, Exception? cause = null) : Exception(what, cause);
