using System.Runtime.InteropServices;
using System.Text;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Asks the NVIDIA driver, through its management library, what GPUs there are: no CUDA context is made and nothing of
/// libtorch is loaded. Source: NVML API reference, functions nvmlInit_v2 and those below it.
/// </summary>
internal static unsafe class NvidiaDriver
{
    private const int Success = 0;
    private const int TextLength = 96;

    private static readonly Lazy<nint> Library = new(Open);

    /// <summary>
    /// Whether there is a driver that answers, and it has a GPU. Where the management library is missing, as in
    /// containers that were given computing only, the CUDA driver is asked, which takes longer.
    /// </summary>
    public static bool IsThere => Library.Value != 0 ? Count() > 0 : CudaDriver.Devices().Count > 0;

    /// <summary>The driver's version, such as <c>570.86.15</c>; <see langword="null"/> where there is none.</summary>
    public static string? Version
    {
        get
        {
            var ask = (delegate* unmanaged<byte*, uint, int>)Function("nvmlSystemGetDriverVersion");
            var text = stackalloc byte[TextLength];
            return ask != null && ask(text, TextLength) == Success ? Text(text) : null;
        }
    }

    /// <summary>The GPU's memory, bytes.</summary>
    /// <param name="busId">Its place on the PCI bus, as CUDA names it.</param>
    /// <returns>Total and free; <see langword="null"/> where they cannot be told.</returns>
    public static (long Total, long Free)? Memory(string busId)
    {
        var find = (delegate* unmanaged<byte*, nint*, int>)Function("nvmlDeviceGetHandleByPciBusId_v2");
        var ask = (delegate* unmanaged<nint, ulong*, int>)Function("nvmlDeviceGetMemoryInfo");
        if (find == null || ask == null) return null;
        nint handle;
        fixed (byte* id = Encoding.ASCII.GetBytes(busId + "\0"))
        {
            if (find(id, &handle) != Success) return null;
        }

        // nvmlMemory_t: total, free, used.
        var memory = stackalloc ulong[3];
        return ask(handle, memory) == Success ? ((long)memory[0], (long)memory[1]) : null;
    }

    private static uint Count()
    {
        var ask = (delegate* unmanaged<uint*, int>)Function("nvmlDeviceGetCount_v2");
        uint count;
        return ask != null && ask(&count) == Success ? count : 0;
    }

    private static void* Function(string name) =>
        Library.Value != 0 && NativeLibrary.TryGetExport(Library.Value, name, out var address) ? (void*)address : null;

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? string.Empty;

    private static nint Open()
    {
        foreach (var name in Names())
        {
            if (!NativeLibrary.TryLoad(name, out var library)) continue;
            if (NativeLibrary.TryGetExport(library, "nvmlInit_v2", out var start)
                && ((delegate* unmanaged<int>)start)() == Success) return library;
        }

        return 0;
    }

    // By full path on Windows, where a bare name would be looked for in the current folder, too.
    private static IEnumerable<string> Names() => OperatingSystem.IsWindows()
        ?
        [
            Path.Combine(Environment.SystemDirectory, "nvml.dll"),
            Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "NVIDIA Corporation", "NVSMI",
                "nvml.dll"),
        ]
        : OperatingSystem.IsLinux() ? ["libnvidia-ml.so.1"] : [];
}
