namespace NetAnomaly.Core.Tests.Readers.Fuzzing;

/// <summary>Tests that measure what the process allocates run when no others do.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
