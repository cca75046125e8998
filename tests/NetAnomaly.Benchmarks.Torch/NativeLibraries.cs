using NetAnomaly.Core.Engines.Native;

namespace NetAnomaly.Benchmarks.Torch;

/// <summary>The native libraries in this program's output, prepared as an engine pack's are on installation.</summary>
internal static class NativeLibraries
{
    /// <summary>Prepares them, before anything of TorchSharp is touched.</summary>
    public static void Prepare()
    {
        if (!OperatingSystem.IsLinux()) return;
        var library = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        if (File.Exists(library)) _ = LinkAnchor.Relax(library);
    }
}
