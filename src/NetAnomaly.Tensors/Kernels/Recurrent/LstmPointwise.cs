using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// The pointwise part of one LSTM step for one sequence, in one pass. Gates lie side by side in PyTorch's order: input,
/// forget, candidate, output.
/// </summary>
internal static unsafe class LstmPointwise<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>
    /// Gate sums become gate values in place; cell = f · before + i · g, squashed = tanh(cell), hidden = o · squashed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* gates, float* before, float* cell, float* squashed, float* hidden, int size)
    {
        int j = 0;
        for (; j + TLanes.Count <= size; j += TLanes.Count)
            ForwardAt(gates, before, cell, squashed, hidden, size, j);
        for (; j < size; j++)
            LstmPointwise<ScalarLanes, float>.ForwardAt(gates, before, cell, squashed, hidden, size, j);
    }

    /// <summary>
    /// The gradients of the gate sums, and in place the gradient of the cell: on entry of that after the step, on
    /// return of that before. The gradient of the output is the sum of <paramref name="outer"/> (may be null) and
    /// <paramref name="inner"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        float* gates, float* before, float* squashed, float* outer, float* inner, float* cellGradient,
        float* gateGradient, int size)
    {
        int j = 0;
        for (; j + TLanes.Count <= size; j += TLanes.Count)
            BackwardAt(gates, before, squashed, outer, inner, cellGradient, gateGradient, size, j);
        for (; j < size; j++)
            LstmPointwise<ScalarLanes, float>.BackwardAt(
                gates, before, squashed, outer, inner, cellGradient, gateGradient, size, j);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ForwardAt(
        float* gates, float* before, float* cell, float* squashed, float* hidden, int size, int j)
    {
        float* at = gates + j;
        TVector i = Elementary<TLanes, TVector>.Sigmoid(TLanes.Load(at));
        TVector f = Elementary<TLanes, TVector>.Sigmoid(TLanes.Load(at + size));
        TVector g = Elementary<TLanes, TVector>.Tanh(TLanes.Load(at + (2 * size)));
        TVector o = Elementary<TLanes, TVector>.Sigmoid(TLanes.Load(at + (3 * size)));
        TVector c = TLanes.MultiplyAdd(i, g, TLanes.Multiply(f, TLanes.Load(before + j)));
        TVector t = Elementary<TLanes, TVector>.Tanh(c);
        TLanes.Store(c, cell + j);
        TLanes.Store(TLanes.Multiply(o, t), hidden + j);
        TLanes.Store(i, at);
        TLanes.Store(f, at + size);
        TLanes.Store(g, at + (2 * size));
        TLanes.Store(o, at + (3 * size));
        TLanes.Store(t, squashed + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void BackwardAt(
        float* gates, float* before, float* squashed, float* outer, float* inner, float* cellGradient,
        float* gateGradient, int size, int j)
    {
        TVector one = TLanes.Create(1f);
        TVector i = TLanes.Load(gates + j);
        TVector f = TLanes.Load(gates + j + size);
        TVector g = TLanes.Load(gates + j + (2 * size));
        TVector o = TLanes.Load(gates + j + (3 * size));
        TVector t = TLanes.Load(squashed + j);
        TVector dh = TLanes.Load(inner + j);
        if (outer != null)
            dh = TLanes.Add(dh, TLanes.Load(outer + j));
        TVector dt = TLanes.Multiply(TLanes.Multiply(dh, o), TLanes.Subtract(one, TLanes.Multiply(t, t)));
        TVector dc = TLanes.Add(TLanes.Load(cellGradient + j), dt);
        TVector di = TLanes.Multiply(TLanes.Multiply(dc, g), TLanes.Multiply(i, TLanes.Subtract(one, i)));
        TVector df = TLanes.Multiply(
            TLanes.Multiply(dc, TLanes.Load(before + j)), TLanes.Multiply(f, TLanes.Subtract(one, f)));
        TVector dg = TLanes.Multiply(TLanes.Multiply(dc, i), TLanes.Subtract(one, TLanes.Multiply(g, g)));
        TVector dout = TLanes.Multiply(TLanes.Multiply(dh, t), TLanes.Multiply(o, TLanes.Subtract(one, o)));
        TLanes.Store(di, gateGradient + j);
        TLanes.Store(df, gateGradient + j + size);
        TLanes.Store(dg, gateGradient + j + (2 * size));
        TLanes.Store(dout, gateGradient + j + (3 * size));
        TLanes.Store(TLanes.Multiply(dc, f), cellGradient + j);
    }
}
