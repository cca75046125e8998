using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests;

/// <summary>
/// A repeated step in a recycling scope allocates nothing on the managed heap, on no thread, and computes the same
/// bits.
/// </summary>
public class AllocationTests
{
    private const int WarmSteps = 8;
    private const int Steps = 4;
    private const int Tries = 20;

    // A list of constants alone makes a small object with every call, where the compiler was told not to optimise.
    private static readonly long Open = -1;

    [Theory]
    [MemberData(nameof(RecyclingModels.Names), MemberType = typeof(RecyclingModels))]
    public void A_training_step_allocates_nothing(string name)
    {
        using var model = RecyclingModels.Create(name);
        using var optimizer = new AdamW(model, rate: 1e-3, decay: 0.01);
        var (inputs, targets) = Batch();
        AssertAllocatesNothing(() => Train(NewRecyclingScope(), model, optimizer, inputs, targets));
    }

    [Theory]
    [MemberData(nameof(RecyclingModels.Names), MemberType = typeof(RecyclingModels))]
    public void A_scored_batch_allocates_nothing(string name)
    {
        using var model = RecyclingModels.Create(name);
        model.eval();
        var (inputs, targets) = Batch();
        AssertAllocatesNothing(() =>
        {
            using var scope = NewRecyclingScope();
            using var quiet = no_grad();
            var logits = model.call(inputs);
            var losses = functional.cross_entropy(
                logits.reshape(Open, BenchmarkData.Words), targets.reshape(Open), reduction: Reduction.None);
            return losses.reshape(inputs.size(0), Open).sum(1).sum().item<float>();
        });
    }

    [Fact]
    public void A_graph_that_never_goes_backward_is_used_again()
    {
        using var model = new LstmLanguageModel();
        var (inputs, _) = Batch();
        AssertAllocatesNothing(() =>
        {
            using var scope = NewRecyclingScope();
            return model.call(inputs).sum().item<float>();
        });
    }

    [Theory]
    [InlineData(AdamVariant.Adam)]
    [InlineData(AdamVariant.NAdam)]
    public void Any_optimizer_steps_without_allocating(AdamVariant variant)
    {
        using var model = Linear(20, 10);
        using var optimizer = new FusedAdam(model.named_parameters(), new AdamSettings(variant));
        var x = ones([4, 20]);
        AssertAllocatesNothing(() =>
        {
            using var scope = NewRecyclingScope();
            model.zero_grad();
            var loss = model.call(x).square().sum();
            loss.backward();
            optimizer.Step(1e-3);
            return loss.item<float>();
        });
    }

    [Theory]
    [MemberData(nameof(RecyclingModels.Names), MemberType = typeof(RecyclingModels))]
    public void Recycling_changes_no_bit(string name)
    {
        var ordinary = Training(name, NewDisposeScope);
        Assert.Equal(ordinary, Training(name, NewRecyclingScope));
        Recycler.Reuses = false;
        try
        {
            Assert.Equal(ordinary, Training(name, NewRecyclingScope));
        }
        finally
        {
            Recycler.Reuses = true;
        }
    }

    [Fact]
    public void Shapes_that_change_from_step_to_step_are_computed_right()
    {
        using var model = new BeforeNormModel();
        model.eval();
        var (inputs, targets) = BenchmarkData.CreateBatches()[0];
        for (var round = 0; round < 2; round++)
        {
            for (var rows = 1; rows < 8; rows++)
            {
                var (part, classes) = (inputs.narrow(0, 0, rows), targets.narrow(0, 0, rows));
                Assert.Equal(
                    Gradients(NewDisposeScope(), model, part, classes),
                    Gradients(NewRecyclingScope(), model, part, classes));
            }
        }
    }

    private static float[] Gradients(DisposeScope scope, Module<Tensor, Tensor> model, Tensor inputs, Tensor targets)
    {
        using (scope)
        {
            model.zero_grad();
            functional.cross_entropy(model.call(inputs).reshape(Open, BenchmarkData.Words), targets.reshape(Open))
                .backward();
            return
            [
                .. model.parameters().Where(p => p.grad is not null).SelectMany(p => p.grad!.data<float>().ToArray()),
            ];
        }
    }

    private static float[] Training(string name, Func<DisposeScope> scope)
    {
        manual_seed(7);
        using var model = RecyclingModels.Create(name);
        using var optimizer = new AdamW(model, rate: 1e-2, decay: 0.01);
        var (inputs, targets) = Batch();
        var losses = Enumerable.Range(0, 4).Select(_ => Train(scope(), model, optimizer, inputs, targets)).ToArray();
        return [.. losses, .. model.parameters().SelectMany(p => p.data<float>().ToArray())];
    }

    private static float Train(
        DisposeScope scope, Module<Tensor, Tensor> model, AdamW optimizer, Tensor inputs, Tensor targets)
    {
        using (scope)
        {
            model.zero_grad();
            var loss = functional.cross_entropy(
                model.call(inputs).reshape(Open, BenchmarkData.Words), targets.reshape(Open));
            loss.backward();
            utils.clip_grad_norm_(model.parameters(), 1);
            optimizer.Step();
            return loss.item<float>();
        }
    }

    private static (Tensor Inputs, Tensor Targets) Batch()
    {
        var (inputs, targets) = BenchmarkData.CreateBatches()[0];
        return (inputs.narrow(0, 0, 4), targets.narrow(0, 0, 4));
    }

    // Other threads of the process (the test runner's, the just-in-time compiler's) may allocate at any time, so that
    // of some tries the best counts. The thread that runs the step was once seen to allocate some kilobytes in a single
    // try on a crowded machine; what a step allocates shows in every try.
    private static void AssertAllocatesNothing(Func<float> step)
    {
        var threads = ParallelFor.ThreadCount;
        ParallelFor.ThreadCount = 2;
        try
        {
            for (var i = 0; i < WarmSteps; i++)
                Assert.True(float.IsFinite(step()));
            var onAllThreads = long.MaxValue;
            for (var i = 0; i < Tries && onAllThreads > 0; i++)
            {
                var all = GC.GetTotalAllocatedBytes(precise: true);
                for (var n = 0; n < Steps; n++)
                    step();
                all = GC.GetTotalAllocatedBytes(precise: true) - all;
                onAllThreads = Math.Min(onAllThreads, all);
            }

            Assert.Equal(0, onAllThreads);
        }
        finally
        {
            ParallelFor.ThreadCount = threads;
        }
    }
}
