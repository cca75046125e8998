using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class ParallelForTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_runs_exactly_once(int threads)
    {
        using With setting = With.Threads(threads);
        foreach (int count in new[] { 0, 1, 2, 3, 100, 1000 })
        {
            for (int repeat = 0; repeat < 50; repeat++)
            {
                var times = new int[count];
                Run(count, i => Interlocked.Increment(ref times[i]));
                Assert.All(times, t => Assert.Equal(1, t));
            }
        }
    }

    [Fact]
    public void Every_piece_has_ended_when_the_loop_returns()
    {
        using With setting = With.Threads(3);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            int ended = 0;
            Run(6, i =>
            {
                Thread.Sleep(i % 3);
                Interlocked.Increment(ref ended);
            });
            Assert.Equal(6, ended);
        }
    }

    [Fact]
    public void Two_threads_take_part()
    {
        using With setting = With.Threads(2);
        using var meeting = new Barrier(2);
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        // Each piece waits for the other: on one thread this would never end.
        Run(2, _ => Assert.True(meeting.SignalAndWait(TimeSpan.FromMinutes(1), cancelled)));
    }

    [Fact]
    public void A_loop_inside_a_loop_runs_on_its_own_thread()
    {
        using With setting = With.Threads(3);
        int total = 0;
        Run(10, _ =>
        {
            int thread = Environment.CurrentManagedThreadId;
            Run(10, _ =>
            {
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                Interlocked.Increment(ref total);
            });
        });
        Assert.Equal(100, total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_exception_of_a_piece_reaches_the_caller_and_the_next_loop_works(int threads)
    {
        using With setting = With.Threads(threads);
        for (int bad = 0; bad < 8; bad++)
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Run(8, i =>
            {
                if (i == bad)
                    throw new InvalidOperationException($"piece {i}");
            }));
            Assert.Equal($"piece {bad}", error.Message);
            int done = 0;
            Run(8, _ => Interlocked.Increment(ref done));
            Assert.Equal(8, done);
        }
    }

    [Fact]
    public async Task Loops_started_by_several_threads_at_once_all_complete()
    {
        using With setting = With.Threads(3);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int repeat = 0; repeat < 200; repeat++)
            {
                int done = 0;
                Run(7, _ => Interlocked.Increment(ref done));
                Assert.Equal(7, done);
            }
        })));
    }

    [Fact]
    public void A_loop_after_the_workers_have_gone_to_sleep_still_completes()
    {
        using With setting = With.Threads(4);
        for (int repeat = 0; repeat < 10; repeat++)
        {
            int done = 0;
            Run(9, _ => Interlocked.Increment(ref done));
            Assert.Equal(9, done);
            Thread.Sleep(5);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(1000, 1)]
    [InlineData(1001, 64)]
    public void Ranges_cover_the_length_once(int length, int grain)
    {
        using With setting = With.Threads(3);
        var times = new int[length];
        ParallelFor.RunRanges(length, grain, new Count(times));
        Assert.All(times, t => Assert.Equal(1, t));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    public void A_number_of_threads_out_of_range_is_rejected(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ParallelFor.ThreadCount = count);

    private static void Run(int count, Action<int> body) => ParallelFor.Run(count, new Body(body));

    private readonly struct Body(Action<int> body) : IParallelBody
    {
        public void Run(int index) => body(index);
    }

    private readonly struct Count(int[] times) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            for (int i = start; i < end; i++)
                Interlocked.Increment(ref times[i]);
        }
    }
}
