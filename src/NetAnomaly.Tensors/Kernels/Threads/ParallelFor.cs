using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Runs the pieces of a loop on the calling thread and a few workers that live as long as the process. Pieces are
/// handed out one at a time, so a thread that other work has pushed aside delays no more than the piece it holds.
/// Waiting threads spin for some microseconds, because the next loop of a training step follows at once, and then
/// sleep. A loop started inside another, or while another thread runs one, runs on its own thread: nothing waits for a
/// free worker.
/// </summary>
internal static unsafe class ParallelFor
{
    private const int MostThreads = 256;

    /// <summary>Elements to which long ranges are rounded, so that pieces begin on a new cache line.</summary>
    private const int Alignment = 64;

    private static readonly Lock Growing = new();
    private static readonly ParallelJob Current = new();
    private static ParallelWorker[] workers = [];
    private static int threadCount = Environment.ProcessorCount;

    private static int busy;

    /// <summary>
    /// Threads a loop may use, the caller included: from 1 to 256, at the start one for each processor.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside that range.</exception>
    public static int ThreadCount
    {
        get => Volatile.Read(ref threadCount);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostThreads);
            Volatile.Write(ref threadCount, value);
        }
    }

    /// <summary>
    /// Runs <c>body.Run(0) … body.Run(count − 1)</c> and returns when all have ended. Allocates nothing.
    /// </summary>
    /// <remarks>
    /// The first exception of a piece ends the loop early (pieces not begun are dropped) and is thrown here.
    /// </remarks>
    public static void Run<TBody>(int count, TBody body)
        where TBody : struct, IParallelBody
    {
        int helpers = Math.Min(ThreadCount, count) - 1;
        if (helpers <= 0 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            for (int i = 0; i < count; i++)
                body.Run(i);
            return;
        }

        ExceptionDispatchInfo? error;
        try
        {
            ParallelWorker[] team = TeamOf(helpers);
            // The body stays in this frame until every worker has left it, so its address holds.
            Current.Begin(count, &Invoke<TBody>, Unsafe.AsPointer(ref body));
            for (int i = 0; i < helpers; i++)
                team[i].Wake();
            Current.Work();
            error = Current.Finish();
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }

        error?.Throw();
    }

    /// <summary>
    /// Cuts [0, length) into pieces of at least <paramref name="grain"/> (but for the last) and runs them; the pieces
    /// do may lie differently with another number of threads, so the result of <paramref name="body"/> must not depend
    /// on them.
    /// </summary>
    public static void RunRanges<TBody>(int length, int grain, TBody body)
        where TBody : struct, IParallelRangeBody
    {
        if (length <= 0)
            return;

        // Some pieces more than threads, so that a late thread can be overtaken.
        int pieces = Math.Max(1, Math.Min(length / Math.Max(1, grain), 4 * ThreadCount));
        int size = (length + pieces - 1) / pieces;
        if (grain >= Alignment)
            size = (size + Alignment - 1) / Alignment * Alignment;
        if (pieces == 1 || ThreadCount == 1)
            body.Run(0, length);
        else
            Run((length + size - 1) / size, new RangeBody<TBody>(body, length, size));
    }

    /// <summary>The processor on which the caller of this or the last loop began it.</summary>
    internal static int CallersProcessor => Current.CallersProcessor;

    /// <summary>What a worker does when it wakes: join the loop if it is still open.</summary>
    internal static void Join()
    {
        if (Current.TryEnter())
        {
            Current.Work();
            Current.Leave();
        }
    }

    private static void Invoke<TBody>(void* body, int index)
        where TBody : struct, IParallelBody => Unsafe.AsRef<TBody>(body).Run(index);

    private static ParallelWorker[] TeamOf(int size)
    {
        if (workers.Length < size)
        {
            lock (Growing)
            {
                if (workers.Length < size)
                {
                    var grown = new ParallelWorker[size];
                    workers.CopyTo(grown, 0);
                    for (int i = workers.Length; i < size; i++)
                        grown[i] = new ParallelWorker();
                    workers = grown;
                }
            }
        }

        return workers;
    }

    private readonly struct RangeBody<TBody>(TBody body, int length, int size) : IParallelBody
        where TBody : struct, IParallelRangeBody
    {
        public void Run(int index) => body.Run(index * size, Math.Min(length, (index + 1) * size));
    }
}
