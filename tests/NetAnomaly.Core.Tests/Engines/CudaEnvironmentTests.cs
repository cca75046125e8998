using System.Runtime.InteropServices;
using NetAnomaly.Core.Engines.Packs;

namespace NetAnomaly.Core.Tests.Engines;

public sealed class CudaEnvironmentTests
{
    private const string Name = "CUBLAS_WORKSPACE_CONFIG";

    [Fact]
    public void What_cuBLAS_reads_is_set_where_native_code_reads_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsWindows(), "CUDA is for Linux and Windows.");
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Name) is { Length: > 0 }, "the variable is set, and stays");

        CudaEnvironment.MakeReproducible();

        Assert.Equal(
            ":4096:8", Marshal.PtrToStringUTF8(OperatingSystem.IsWindows() ? GetWindows(Name) : GetLinux(Name)));
    }

    [DllImport("ucrtbase", EntryPoint = "getenv", CharSet = CharSet.Ansi, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetWindows(string name);

    [DllImport("libc", EntryPoint = "getenv", CharSet = CharSet.Ansi, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint GetLinux(string name);
}
