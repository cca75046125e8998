// Tests that restart the common generator, or count what one thread allocates, must not run beside others.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
