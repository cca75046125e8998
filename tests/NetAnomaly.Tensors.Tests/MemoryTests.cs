using NetAnomaly.Tensors.Memory;
using NetAnomaly.Tensors.Tests.Kernels;

namespace NetAnomaly.Tensors.Tests;

public class MemoryTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it_except_what_was_moved_out()
    {
        Tensor inner, moved, detached;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                inner = ones(2) + 1;
                moved = (ones(2) + 2).MoveToOuterDisposeScope();
                detached = (ones(2) + 3).DetachFromDisposeScope();
            }
            Assert.True(inner.IsInvalid);
            Assert.Equal(3, moved.data<float>().ToArray()[0]);
        }
        Assert.True(moved.IsInvalid);
        Assert.Equal(4, detached.data<float>().ToArray()[0]);
        detached.Dispose();
        var error = Assert.Throws<ObjectDisposedException>(() => detached + 1);
        Assert.Contains("[2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_keeps_the_memory_of_a_disposed_tensor()
    {
        var whole = arange(6).@float();
        var view = whole.reshape(2, 3);
        whole.Dispose();
        Assert.Equal(5, view.data<float>().ToArray()[^1]);
    }

    [Fact]
    public void Gradients_flow_though_everything_between_was_disposed()
    {
        using var weight = nn.Parameter(ones(3));
        Tensor loss;
        using (NewDisposeScope())
            loss = (weight * 2).exp().sum().MoveToOuterDisposeScope();
        loss.backward();
        Assert.Equal(2 * Math.Exp(2), weight.grad!.data<float>().ToArray()[1], 1e-4);
    }

    [Fact]
    public void Memory_that_was_given_back_is_used_again()
    {
        BufferPools.Trim();
        var first = Storage<float>.Uninitialized(5000);
        first.Span.Fill(1234);
        first.Release();
        Assert.Throws<ObjectDisposedException>(() => _ = first.Span.Length);
        var second = Storage<float>.Uninitialized(4990);
        Assert.Same(first, second);
        Assert.Equal(1234, second.Span[17]);
        Assert.Equal(4990, second.Span.Length);
        Assert.False(second.IsShared);
        second.Release();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(129)]
    [InlineData(1_000_003)]
    public void Arrays_have_room_and_little_waste(int count)
    {
        var memory = BufferPool<float>.Rent(count);
        Assert.InRange(memory.Capacity, count, Math.Max(64, count * 1.26));
        BufferPool<float>.Return(memory);
        Assert.Same(memory, BufferPool<float>.Rent(count));
    }

    [Fact]
    public void A_disposed_model_gives_its_memory_back()
    {
        static WeakReference MakeAndDispose()
        {
            var model = Linear(1000, 1000);
            var memory = new WeakReference(model.weight);
            model.Dispose();
            Assert.Throws<ObjectDisposedException>(() => model.call(zeros(1, 1000)));
            return memory;
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var memory = MakeAndDispose();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.False(memory.IsAlive);
        Assert.InRange(after - before, long.MinValue, 1_000_000);
    }

    [Fact]
    public void A_graph_out_of_reach_gives_its_memory_back_at_once()
    {
        BufferPools.Trim();
        using var weight = nn.Parameter(ones(50_000));
        Compute();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            Compute();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);

        void Compute()
        {
            using var scope = NewDisposeScope();
            (weight * 2).exp().sum();
        }
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        using var alone = new LstmLanguageModel();
        using var together = new LstmLanguageModel();
        float[] first, second;
        using (With.Threads(1))
            first = LanguageModelTraining.Losses(alone, 2);
        using (With.Threads(2))
            second = LanguageModelTraining.Losses(together, 2);
        Assert.Equal(first, second);
        foreach (var (a, b) in alone.parameters().Zip(together.parameters()))
            Assert.Equal(a.data<float>().ToArray(), b.data<float>().ToArray());
    }
}
