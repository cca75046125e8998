using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Tensors.Kernels;
using NetAnomaly.Tensors.Tests;
using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>
/// Training and scoring of one model in a process of its own, on the same batches and weights as the PyTorch program,
/// with the same lines of output. Training goes through the trainer and the optimizer that users' trainings go through.
/// </summary>
internal static class EngineRun
{
    // PyTorch's side warms up for 10 steps and 5 scores. The just-in-time compiler counts 30 calls before it compiles a
    // method for good, in the background on the core that the second thread needs: the measurement begins after that.
    private const int WarmSteps = 50;
    private const int WarmScores = 40;

    public static void Run(string kind, int threads, int steps)
    {
        ParallelFor.ThreadCount = threads;
        using Module<Tensor, Tensor> model = Create(kind);
        BenchmarkData.Fill(model);
        (Tensor Inputs, Tensor Targets)[] batches = BenchmarkData.CreateBatches();
        double first = 0;
        double train = 0;
        double trainProcessor = 0;
        long allocated = 0;
        long start = 0;
        TimeSpan processor = default;
        double last = new BenchmarkTrainer(model, batches, WarmSteps + steps, Before).Train();
        model.eval();
        float score = 0;
        for (int i = 0; i < WarmScores; i++)
            score = Score(model, batches[0]);
        processor = Environment.CpuUsage.TotalTime;
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
            Score(model, batches[i % batches.Length]);
        double scored = Rate(start, steps);
        double scoreProcessor = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / steps;
        long count = model.parameters().Sum(p => p.numel());
        long peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"RESULT cs {kind} params {count} loss {first:F6} -> {last:F6} score0 {score:F4} train_tok_s {train:F0} "
                + $"score_tok_s {scored:F0}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"processor time per step: training {trainProcessor:F2} ms, scoring {scoreProcessor:F2} ms"));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"managed bytes per training step {allocated}, on all threads"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak RSS {peak} MiB"));

        void Before(int step, double loss)
        {
            if (step is 2 or 5)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"  {kind} step {step - 1} loss {loss:F6}"));
            }

            if (step == 1)
                first = loss;
            if (step == WarmSteps)
            {
                allocated = GC.GetTotalAllocatedBytes(precise: true);
                processor = Environment.CpuUsage.TotalTime;
                start = Stopwatch.GetTimestamp();
            }

            if (step == WarmSteps + steps)
            {
                train = Rate(start, steps);
                trainProcessor = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / steps;
                allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / steps;
            }
        }
    }

    /// <summary>A model with weights of its own.</summary>
    public static Module<Tensor, Tensor> Create(string kind) => kind switch
    {
        "lstm" => new LstmLanguageModel(),
        "transformer" => new TransformerLanguageModel(),
        _ => throw new ArgumentException($"There is no model called {kind}.", nameof(kind)),
    };

    private static float Score(Module<Tensor, Tensor> model, (Tensor Inputs, Tensor Targets) batch)
    {
        using var scope = NewRecyclingScope();
        using var recording = no_grad();
        Tensor logits = model.call(batch.Inputs).reshape(-1, BenchmarkData.Words);
        Tensor losses = functional.cross_entropy(logits, batch.Targets.reshape(-1), reduction: Reduction.None);
        return losses.reshape(BenchmarkData.Batch, BenchmarkData.Length).sum(1).mean([]).item<float>();
    }

    private static double Rate(long start, int steps) =>
        (double)steps * BenchmarkData.Batch * BenchmarkData.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
}
