using System.Diagnostics;
using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>Where the time of one training step of the LSTM model goes: its kernels one by one, at its sizes.</summary>
internal static class LstmParts
{
    private const int Steps =
        32, Batch = 64, Inputs = 64, Hidden = 128, Words = 512, Rows = Steps * Batch, Gates = 4 * Hidden;

    public static void Run(int threads)
    {
        ParallelFor.ThreadCount = threads;
        var sizes = new LstmSizes(Steps, Batch, Inputs, Hidden, false);
        float[] input = Fill(Rows * Inputs), toInput =
            Fill(Rows * Inputs), wi = Fill(Gates * Inputs), wh = Fill(Gates * Hidden), bias = Fill(Gates);
        float[] states = Fill((Steps + 1) * Batch * Hidden), cells = Fill(
            (Steps + 1) * Batch * Hidden), gates = Fill(Rows * Gates);
        float[] squashed = Fill(Rows * Hidden), output =
            Fill(Rows * Hidden), dh = Fill(Batch * Hidden), dc = Fill(Batch * Hidden), dg = Fill(Rows * Gates);
        float[] head = Fill(Words * Hidden), logits =
            Fill(Rows * Words), dlogits = Fill(Rows * Words), totals = Fill(Rows), ones = Fill(Rows);
        var targets = new long[Rows];
        float[] first =
            new float[200_000], second = new float[200_000], parameter = Fill(200_000), gradient = Fill(200_000);
        double product = 2.0 * Rows * Gates;
        Show(
            "LSTM forward", product * (Inputs + Hidden), () =>
                LstmSequence.Forward(sizes, input, wi, wh, bias, states, cells, gates, squashed));
        Show(
            "LSTM forward, no gradient", product * (Inputs + Hidden), () =>
                LstmSequence.Forward(sizes, input, wi, wh, bias, states, cells, [], []));
        Show(
            "head", product * Hidden,
            () => MatrixProduct.Multiply(
                false, true, Rows, Words, Hidden, output, Hidden, head, Hidden, logits, Words, bias));
        Show("cross entropy totals", 0, () => CrossEntropyKernel.Totals(logits, Words, totals));
        Show(
            "cross entropy gradient", 0, () =>
                CrossEntropyKernel.Gradient(logits, Words, targets, totals, ones, default, ones, dlogits));
        Show(
            "head dx", product * Hidden,
            () => MatrixProduct.Multiply(
                false, false, Rows, Hidden, Words, dlogits, Words, head, Hidden, output, Hidden, false));
        Show(
            "head dW", product * Hidden,
            () => MatrixProduct.Multiply(
                true, false, Words, Hidden, Rows, dlogits, Words, states, Hidden, head, Hidden, false));
        Show("head db", 0, () => RowKernels.SumRows(dlogits, default, Rows, bias, false));
        Array.Copy(Fill(Words * Hidden), head, head.Length);
        Show(
            "LSTM backward", product * Hidden, () =>
                LstmSequence.Backward(sizes, output, wh, cells, gates, squashed, dh, dc, dg));
        Array.Copy(Fill(dg.Length), dg, dg.Length);
        Show(
            "LSTM dx", product * Inputs,
            () => MatrixProduct.Multiply(
                false, false, Rows, Inputs, Gates, dg, Gates, wi, Inputs, toInput, Inputs, false));
        Show(
            "LSTM dWi", product * Inputs, () =>
                MatrixProduct.Multiply(true, false, Gates, Inputs, Rows, dg, Gates, input, Inputs, wi, Inputs, false));
        Show(
            "LSTM dWh", product * Hidden, () =>
                MatrixProduct.Multiply(true, false, Gates, Hidden, Rows, dg, Gates, states, Hidden, wh, Hidden, false));
        Show("LSTM db", 0, () => RowKernels.SumRows(dg, default, Rows, bias, false));
        Show(
            "Adam", 0,
            () => AdamKernel.Step(
                new(0.9f, 0.999f, 0.1f, 0.001f, 0, 1, 1, 1e-8f, 1e-9f, 0), parameter, gradient, first, second));
    }

    private static void Show(string name, double work, Action action)
    {
        const int Turns = 40;
        var times = new double[Turns];
        for (int i = 0; i < Turns; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        double best = times[4];
        Console.WriteLine($"{name,-28} {best * 1000,8:F0} µs  {(work == 0 ? "" : $"{work / best / 1e6:F1} GFLOP/s")}");
    }

    private static float[] Fill(int count)
    {
        var random = new System.Random(count);
        var values = GC.AllocateUninitializedArray<float>(count, pinned: true);
        for (int i = 0; i < count; i++)
            values[i] = (random.NextSingle() - 0.5f) * 0.1f;
        return values;
    }
}
