// Tests that restart the common generator, or count what one thread allocates, must not run beside others.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
