using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Tensors.Kernels;
using NetAnomaly.Tensors.Tests;
using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>
/// What the second thread gains in training: blocks of steps on one thread and on two in turn, in one process, so that
/// both see the same machine. Of the steps' times the tenth part, the median and the mean are compared; other work that
/// takes a core for a moment makes some steps long, which shows in the mean alone.
/// </summary>
internal static class ThreadGain
{
    private const int WarmSteps = 60;
    private const int StepsOfABlock = 12;

    public static void Run(string kind, int blocks)
    {
        using Module<Tensor, Tensor> model = EngineRun.Create(kind);
        BenchmarkData.Fill(model);
        (Tensor Inputs, Tensor Targets)[] batches = BenchmarkData.CreateBatches();
        var alone = new List<double>();
        var together = new List<double>();
        long start = 0;

        // A block's first step is not measured.
        const int Block = 1 + StepsOfABlock;
        new BenchmarkTrainer(model, batches, WarmSteps + (2 * blocks * Block), Before).Train();
        alone.Sort();
        together.Sort();
        Show("tenth", alone[alone.Count / 10], together[together.Count / 10]);
        Show("median", alone[alone.Count / 2], together[together.Count / 2]);
        Show("mean", alone.Average(), together.Average());

        void Before(int step, double loss)
        {
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var (block, place) = Math.DivRem(step - WarmSteps, Block);
            if (step > WarmSteps && place != 1)
                (ParallelFor.ThreadCount == 1 ? alone : together).Add(elapsed);
            if (step >= WarmSteps && place == 0)
                ParallelFor.ThreadCount = 1 + (block % 2);
            start = Stopwatch.GetTimestamp();
        }

        void Show(string what, double one, double two) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind} training, {what,-6} of a step: {one:F2} ms on one thread, {two:F2} ms on two, gain "
                + $"{one / two:F2}"));
    }
}
