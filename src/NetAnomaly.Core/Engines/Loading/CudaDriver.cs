using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Engines.Loading;

/// <summary>
/// The GPUs in the order in which CUDA, and so libtorch, numbers them, CUDA_VISIBLE_DEVICES heeded. Source: CUDA driver API, functions cuInit and
/// those below it.
/// </summary>
public static unsafe class CudaDriver
{
    private const int Success = 0;
    private const int TextLength = 256;

    /// <summary>The GPUs; empty where there is no driver.</summary>
    public static IReadOnlyList<EngineDevice> Devices()
    {
        var name = OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, "nvcuda.dll") : "libcuda.so.1";
        if (!(OperatingSystem.IsWindows() || OperatingSystem.IsLinux()) || !NativeLibrary.TryLoad(name, out var library)) return [];
        var start = (delegate* unmanaged<uint, int>)Function(library, "cuInit");
        var counting = (delegate* unmanaged<int*, int>)Function(library, "cuDeviceGetCount");
        int count;
        if (start == null || counting == null || start(0) != Success || counting(&count) != Success) return [];
        return [.. Enumerable.Range(0, count).Select(index => Describe(library, index))];
    }

    private static EngineDevice Describe(nint library, int index)
    {
        var get = (delegate* unmanaged<int*, int, int>)Function(library, "cuDeviceGet");
        var naming = (delegate* unmanaged<byte*, int, int, int>)Function(library, "cuDeviceGetName");
        var sizing = (delegate* unmanaged<nuint*, int, int>)Function(library, "cuDeviceTotalMem_v2");
        var placing = (delegate* unmanaged<byte*, int, int, int>)Function(library, "cuDeviceGetPCIBusId");
        var device = 0;
        nuint total = 0;
        var text = stackalloc byte[TextLength];
        var known = get != null && get(&device, index) == Success;
        var description = known && naming != null && naming(text, TextLength, device) == Success ? Text(text) : "NVIDIA GPU";
        long? all = known && sizing != null && sizing(&total, device) == Success ? (long)total : null;
        var memory = known && placing != null && placing(text, TextLength, device) == Success ? NvidiaDriver.Memory(Text(text)) : null;
        return new EngineDevice { Name = $"cuda:{index}", Description = description, MemoryTotal = memory?.Total ?? all, MemoryFree = memory?.Free };
    }

    private static void* Function(nint library, string name) => NativeLibrary.TryGetExport(library, name, out var address) ? (void*)address : null;

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? string.Empty;
}
