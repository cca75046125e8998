using System.Runtime.InteropServices;

namespace NetAnomaly.Tensors.Kernels.Threads;

/// <summary>
/// Where a thread runs. Linux may wake a thread on the processor of the one that woke it, though another is idle, and
/// leave both there for tens of milliseconds; a short loop is then over before its worker has begun. On other systems
/// nothing is done.
/// </summary>
internal static unsafe partial class Processors
{
    /// <summary>Words of a set of processors, one bit each: 1,024, as many as the C library's own sets hold.</summary>
    private const int Words = 16;

    private static readonly nuint SetSize = Words * sizeof(ulong);

    /// <summary>The processor of the calling thread. It may be another the next moment.</summary>
    public static int Current => Thread.GetCurrentProcessorId();

    /// <summary>
    /// Moves the calling thread off <paramref name="processor"/>, to any other it may use, and leaves it free to be moved
    /// again. Returns whether it was moved.
    /// </summary>
    public static bool Leave(int processor)
    {
        ulong* permitted = stackalloc ulong[Words];
        return Forbid(processor, permitted) && Permit(permitted);
    }

    /// <summary>
    /// Forbids the calling thread one processor, unless it has no other. <paramref name="before"/> (16 words) receives the
    /// processors that were permitted until now.
    /// </summary>
    public static bool Forbid(int processor, ulong* before)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= Words * 64)
            return false;
        new Span<ulong>(before, Words).Clear();
        if (GetAffinity(0, SetSize, before) < 0)
            return false;
        ulong* rest = stackalloc ulong[Words];
        new ReadOnlySpan<ulong>(before, Words).CopyTo(new Span<ulong>(rest, Words));
        rest[processor / 64] &= ~(1UL << (processor % 64));
        return new ReadOnlySpan<ulong>(rest, Words).ContainsAnyExcept(0UL) && SetAffinity(0, SetSize, rest) == 0;
    }

    /// <summary>Permits the calling thread a set of processors (16 words).</summary>
    public static bool Permit(ulong* processors) => SetAffinity(0, SetSize, processors) == 0;

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAffinity(int thread, nuint size, ulong* set);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nuint size, ulong* set);
}
