using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Tensors.Kernels.Threads;
using NetAnomaly.Tensors.Tests;
using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>
/// Training and scoring of one model in a process of its own, on the same batches and weights as the PyTorch program, with
/// the same lines of output.
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
        using optim.Optimizer optimizer = optim.AdamW(model.parameters(), lr: 3e-3, weight_decay: 0.01);
        model.train();
        float first = 0;
        float last = 0;
        for (int i = 0; i < WarmSteps; i++)
        {
            last = Step(model, optimizer, batches[i % batches.Length]);
            first = i == 0 ? last : first;
            if (i is 1 or 4)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind} step {i} loss {last:F6}"));
        }

        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
            last = Step(model, optimizer, batches[(WarmSteps + i) % batches.Length]);
        double train = Rate(start, steps);
        double trainProcessor = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / steps;
        allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / steps;
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
            $"RESULT cs {kind} params {count} loss {first:F6} -> {last:F6} score0 {score:F4} train_tok_s {train:F0} score_tok_s {scored:F0}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"processor time per step: training {trainProcessor:F2} ms, scoring {scoreProcessor:F2} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed bytes per training step {allocated}, on all threads"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak RSS {peak} MiB"));
    }

    /// <summary>A model with weights of its own.</summary>
    public static Module<Tensor, Tensor> Create(string kind) => kind switch
    {
        "lstm" => new LstmLanguageModel(),
        "transformer" => new TransformerLanguageModel(),
        _ => throw new ArgumentException($"There is no model called {kind}.", nameof(kind)),
    };

    /// <summary>One step of training; returns its loss.</summary>
    public static float Step(Module<Tensor, Tensor> model, optim.Optimizer optimizer, (Tensor Inputs, Tensor Targets) batch)
    {
        using var scope = NewRecyclingScope();
        optimizer.zero_grad();
        Tensor logits = model.call(batch.Inputs).reshape(-1, BenchmarkData.Words);
        Tensor loss = functional.cross_entropy(logits, batch.Targets.reshape(-1));
        loss.backward();
        optimizer.step();
        return loss.ToSingle();
    }

    private static float Score(Module<Tensor, Tensor> model, (Tensor Inputs, Tensor Targets) batch)
    {
        using var scope = NewRecyclingScope();
        using var recording = no_grad();
        Tensor logits = model.call(batch.Inputs).reshape(-1, BenchmarkData.Words);
        Tensor losses = functional.cross_entropy(logits, batch.Targets.reshape(-1), reduction: Reduction.None);
        return losses.view(BenchmarkData.Batch, BenchmarkData.Length).sum(1).mean().ToSingle();
    }

    private static double Rate(long start, int steps) =>
        (double)steps * BenchmarkData.Batch * BenchmarkData.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
}
