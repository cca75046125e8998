using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>
/// The newest instruction set that oneDNN, with which libtorch computes on a processor, may use. It is read once,
/// before the first native code of oneDNN runs. Source: oneDNN developer guide, "CPU Dispatcher Control".
/// </summary>
internal static class InstructionSets
{
    /// <summary>The limit that forbids nothing.</summary>
    public const string All = "DEFAULT";

    /// <summary>The environment variable that oneDNN reads.</summary>
    public const string Variable = "ONEDNN_MAX_CPU_ISA";

    // The name that oneDNN had before, which it still reads.
    private const string OldVariable = "DNNL_MAX_CPU_ISA";

    /// <summary>The limits that are tried, the newest first: those that forbid something here.</summary>
    public static IReadOnlyList<string> Descending { get; } = [.. Steps().Where(step =>
        step.Matters).Select(step => step.Name)];

    /// <summary>Whether the user, or who started this process, has set a limit.</summary>
    /// <remarks>As it was found first: on Windows .NET sees what this class sets.</remarks>
    public static bool IsSetByUser { get; } = new[] { Variable, OldVariable }.Any(name =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    /// <summary>The limit of this process; <see langword="null"/> where it forbids nothing.</summary>
    public static string? Limit { get; private set; } = Read();

    /// <summary>Sets the limit, before native code runs.</summary>
    /// <param name="limit">One of <see cref="Descending"/>.</param>
    public static void Set(string limit)
    {
        if (limit == All && Limit is null) return;
        NativeEnvironment.Set(Variable, limit);
        Limit = limit == All ? null : limit;
    }

    private static string? Read() => new[] { Variable, OldVariable }.Select(Environment.GetEnvironmentVariable)
        .FirstOrDefault(limit => limit is { Length: > 0 }) is { } set
        && !set.Equals(All, StringComparison.OrdinalIgnoreCase) ? set : null;

    private static IEnumerable<(string Name, bool Matters)> Steps()
    {
        yield return (All, true);
        var isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        yield return ("AVX512_CORE", isX64 && Avx512BW.IsSupported);
        yield return ("AVX2", isX64 && Avx2.IsSupported);
        yield return ("AVX", isX64 && Avx.IsSupported);
        yield return ("SSE41", isX64 && Sse41.IsSupported);
    }
}
