namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// What CUDA must find in the environment before its libraries are loaded, so that the same seed gives the same bits:
/// cuBLAS adds up in a fixed order only with a workspace of its own per stream (cuBLAS documentation, "Results
/// reproducibility"; cuDNN's LSTMs depend on it, too). What the user has set stays.
/// </summary>
internal static class CudaEnvironment
{
    private const string Name = "CUBLAS_WORKSPACE_CONFIG";
    private const string Value = ":4096:8";

    /// <summary>Sets it.</summary>
    public static void MakeReproducible()
    {
        if (Environment.GetEnvironmentVariable(Name) is { Length: > 0 }) return;
        if (OperatingSystem.IsWindows() || OperatingSystem.IsLinux()) NativeEnvironment.Set(Name, Value);
    }
}
