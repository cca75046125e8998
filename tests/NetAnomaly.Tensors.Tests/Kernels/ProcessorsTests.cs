using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

public sealed class ProcessorsTests
{
    [Fact]
    public void A_thread_does_not_run_where_it_is_forbidden_to()
    {
        bool? moved = null;
        bool forbidden = false;
        OnThreadOfItsOwn(() => forbidden = TryElsewhere(out moved));
        if (!forbidden)
            Assert.Skip("This system does not let a thread choose, or leaves it a single processor.");
        Assert.True(moved);
    }

    [Fact]
    public void Leaving_a_processor_leaves_the_thread_as_free_as_before()
    {
        bool left = false;
        bool again = false;
        OnThreadOfItsOwn(() =>
        {
            left = Processors.Leave(Processors.Current);
            again = Processors.Leave(Processors.Current);
        });

        // Were the first processor still forbidden, a machine with two could not give up the second.
        Assert.Equal(left, again);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    public void A_processor_that_cannot_be_is_not_left(int processor) => Assert.False(Processors.Leave(processor));

    private static bool TryElsewhere(out bool? moved)
    {
        var before = new ulong[Processors.Words];
        int processor = Processors.Current;
        moved = null;
        if (!Processors.Forbid(processor, before))
            return false;

        // The number may be one that was kept for some thousand calls.
        moved = false;
        for (int i = 0; i < 1_000_000 && moved == false; i++)
            moved = Processors.Current != processor;
        return Processors.Permit(before);
    }

    private static void OnThreadOfItsOwn(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}
