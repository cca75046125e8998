using System.Diagnostics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// A background thread that joins parallel loops, looks out briefly for the next one, and then sleeps.
/// </summary>
internal sealed class ParallelWorker : IDisposable
{
    /// <summary>
    /// How long a worker looks out at full attention: the operations of a training step follow each other within this
    /// time, and waking a sleeping thread costs about as much.
    /// </summary>
    private static readonly long Attentive = Stopwatch.Frequency / 20_000; // 50 µs

    /// <summary>
    /// How long after that it looks out while it lets any other work go first. A thread that stays ready to run is
    /// moved to an idle processor by the system; one that sleeps may be woken, again and again, on its caller's.
    /// </summary>
    private static readonly long Yielding = Stopwatch.Frequency / 500; // 2 ms

    private readonly SemaphoreSlim sleep = new(0);
    private int called;
    private int parked;

    public ParallelWorker() =>
        new Thread(Live) { IsBackground = true, Name = "NetAnomaly tensor worker" }.UnsafeStart();

    /// <summary>Makes the worker look at the current loop. Never waits.</summary>
    public void Wake()
    {
        Volatile.Write(ref called, 1);
        if (Interlocked.Exchange(ref parked, 0) == 1)
            sleep.Release();
    }

    public void Dispose() => sleep.Dispose();

    private void Live()
    {
        while (true)
        {
            AwaitCall();
            Volatile.Write(ref called, 0);
            if (Processors.Current == ParallelFor.CallersProcessor)
                Processors.Leave(ParallelFor.CallersProcessor);
            ParallelFor.Join();
        }
    }

    private void AwaitCall()
    {
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref called) == 0)
        {
            long waited = Stopwatch.GetTimestamp() - start;
            if (waited < Attentive)
            {
                Thread.SpinWait(8);
                continue;
            }

            if (waited < Yielding)
            {
                Thread.Yield();
                continue;
            }

            // Announce the sleep, then look once more: a caller either sees the announcement or was seen here.
            Interlocked.Exchange(ref parked, 1);
            if (Volatile.Read(ref called) == 0 || Interlocked.Exchange(ref parked, 0) == 0)
                sleep.Wait();
        }
    }
}
