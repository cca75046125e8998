using System.Runtime.InteropServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Where a thread runs. Linux may wake a thread on the processor of the one that woke it, though another is idle, and
/// leave both there for tens of milliseconds; a short loop is then over before its worker has begun. On other systems
/// nothing is done.
/// </summary>
internal static unsafe partial class Processors
{
    /// <summary>Words of a set of processors, one bit each: 1,024, as many as the C library's own sets hold.</summary>
    public const int Words = 16;

    /// <summary>The processor of the calling thread. It may be another the next moment.</summary>
    public static int Current => Thread.GetCurrentProcessorId();

    /// <summary>
    /// Moves the calling thread off <paramref name="processor"/>, to any other it may use, and leaves it free to be
    /// moved again. Returns whether it was moved.
    /// </summary>
    public static bool Leave(int processor)
    {
        Span<ulong> permitted = stackalloc ulong[Words];
        try
        {
            return Forbid(processor, permitted) && Permit(permitted);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // A Linux without these calls: the worker stays where it is.
            return false;
        }
    }

    /// <summary>Forbids the calling thread one processor, unless it has no other.</summary>
    /// <param name="processor">The processor.</param>
    /// <param name="before">Receives the processors that were permitted until now, <see cref="Words"/> long.</param>
    public static bool Forbid(int processor, Span<ulong> before)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= Words * 64)
            return false;
        before.Clear();
        fixed (ulong* set = before)
        {
            if (GetAffinity(0, (nuint)before.Length * sizeof(ulong), set) < 0)
                return false;
        }

        Span<ulong> rest = stackalloc ulong[before.Length];
        before.CopyTo(rest);
        rest[processor / 64] &= ~(1UL << (processor % 64));
        return rest.ContainsAnyExcept(0UL) && Permit(rest);
    }

    /// <summary>Permits the calling thread a set of processors.</summary>
    public static bool Permit(ReadOnlySpan<ulong> processors)
    {
        fixed (ulong* set = processors)
            return SetAffinity(0, (nuint)processors.Length * sizeof(ulong), set) == 0;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAffinity(int thread, nuint size, ulong* set);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nuint size, ulong* set);
}
