using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Engines.Loading;

/// <summary>
/// What CUDA must find in the environment before its libraries are loaded, so that the same seed gives the same bits: cuBLAS adds up in a fixed
/// order only with a workspace of its own per stream (cuBLAS documentation, "Results reproducibility"; cuDNN's LSTMs depend on it, too). Set in
/// the C library's environment, which .NET's is only a copy of; a library that brings a C library of its own copies it when it is loaded. What
/// the user has set stays.
/// </summary>
public static partial class CudaEnvironment
{
    private const string Name = "CUBLAS_WORKSPACE_CONFIG";
    private const string Value = ":4096:8";

    /// <summary>Sets it.</summary>
    public static void MakeReproducible()
    {
        if (Environment.GetEnvironmentVariable(Name) is { Length: > 0 }) return;
        if (OperatingSystem.IsWindows()) _ = PutWindows(Name, Value);
        else if (OperatingSystem.IsLinux()) _ = PutLinux(Name, Value, 0);
    }

    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutWindows(string name, string value);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutLinux(string name, string value, int overwrite);
}
