using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>The parallel loop under way: who is inside, which piece is next, and what went wrong.</summary>
internal sealed unsafe class ParallelJob : IDisposable
{
    private const int Open = 1 << 30;
    private const int Awaited = 1 << 29;

    /// <summary>How long the caller, its own pieces done, waits while it lets any other work go first.</summary>
    private static readonly long Yielding = Stopwatch.Frequency / 1000; // 1 ms

    private readonly SemaphoreSlim allLeft = new(0);
    private delegate*<void*, int, void> invoke;
    private void* body;
    private int count;
    private int next;
    // Open while workers may join, Awaited once the caller sleeps, plus the number of workers inside.
    private int state;
    private ExceptionDispatchInfo? failure;
    private int caller;

    /// <summary>The processor on which the caller of this or the last loop began it.</summary>
    public int CallersProcessor => Volatile.Read(ref caller);

    /// <summary>
    /// Opens the loop. <paramref name="target"/> must stay where it is until <see cref="Finish"/> returns.
    /// </summary>
    public void Begin(int pieces, delegate*<void*, int, void> call, void* target)
    {
        Debug.Assert(Volatile.Read(ref state) is 0 or Awaited, "The loop before has ended.");
        invoke = call;
        body = target;
        count = pieces;
        next = 0;
        failure = null;
        Volatile.Write(ref caller, Processors.Current);
        Volatile.Write(ref state, Open);
    }

    /// <summary>Lets a worker in, unless the loop is closed.</summary>
    public bool TryEnter()
    {
        int seen = Volatile.Read(ref state);
        while ((seen & Open) != 0)
        {
            int found = Interlocked.CompareExchange(ref state, seen + 1, seen);
            if (found == seen)
                return true;
            seen = found;
        }

        return false;
    }

    /// <summary>Does pieces until none is left; an exception is kept and ends the loop.</summary>
    public void Work()
    {
        try
        {
            for (int i; (i = Interlocked.Increment(ref next) - 1) < count;)
                invoke(body, i);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
            Volatile.Write(ref next, count);
        }
    }

    /// <summary>Lets a worker out.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref state) == Awaited)
            allLeft.Release();
    }

    /// <summary>
    /// Closes the loop and waits for the workers inside (one that has not woken up yet finds it closed). Returns what a
    /// piece threw, if one did.
    /// </summary>
    public ExceptionDispatchInfo? Finish()
    {
        Interlocked.And(ref state, ~Open);
        for (int i = 0; i < 200 && Volatile.Read(ref state) != 0; i++)
            Thread.SpinWait(16);

        // The last piece ends within a fraction of a millisecond; to sleep and be woken would take about as long.
        if (Volatile.Read(ref state) != 0)
        {
            long start = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref state) != 0 && Stopwatch.GetTimestamp() - start < Yielding)
                Thread.Yield();
        }

        if (Volatile.Read(ref state) != 0 && Interlocked.Or(ref state, Awaited) != 0)
            allLeft.Wait();
        ExceptionDispatchInfo? error = failure;
        failure = null;
        return error;
    }

    public void Dispose() => allLeft.Dispose();
}
