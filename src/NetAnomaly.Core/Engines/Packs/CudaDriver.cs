using System.Globalization;
using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// The GPUs in the order in which CUDA, and so libtorch, numbers them, CUDA_VISIBLE_DEVICES applied. Source: CUDA
/// driver API, functions cuInit and those below it.
/// </summary>
internal static unsafe class CudaDriver
{
    private const int Success = 0;
    private const int NoDevice = 100;
    private const int TextLength = 256;
    private const string Hiding = "CUDA_VISIBLE_DEVICES";

    private static readonly Lazy<nint> Library = new(Open);

    /// <summary>The GPUs; empty where there is no driver.</summary>
    public static IReadOnlyList<EngineDevice> Devices() =>
        Start(out var count) == Success
            ? [.. Enumerable.Range(0, count).Select(index => Describe(Library.Value, index))]
            : [];

    /// <summary>Why it lists no GPU; <see langword="null"/> where it lists one.</summary>
    public static string? Problem()
    {
        if (Library.Value == 0) return "there is no CUDA driver";
        var result = Start(out var count);
        if (result is not (Success or NoDevice))
            return string.Create(CultureInfo.InvariantCulture, $"the CUDA driver does not start (error {result})");
        if (count > 0) return null;
        return Environment.GetEnvironmentVariable(Hiding) is { } shown
            ? $"the CUDA driver lists no GPU; {Hiding} is '{shown}'"
            : "the CUDA driver lists no GPU";
    }

    private static int Start(out int count)
    {
        count = 0;
        var start = (delegate* unmanaged<uint, int>)Function(Library.Value, "cuInit");
        var counting = (delegate* unmanaged<int*, int>)Function(Library.Value, "cuDeviceGetCount");
        if (start == null || counting == null) return NoDevice;
        if (start(0) is not Success and var failed) return failed;
        int found;
        var result = counting(&found);
        if (result == Success) count = found;
        return result;
    }

    private static nint Open()
    {
        var name = OperatingSystem.IsWindows()
            ? Path.Combine(Environment.SystemDirectory, "nvcuda.dll")
            : "libcuda.so.1";
        return (OperatingSystem.IsWindows() || OperatingSystem.IsLinux())
            && NativeLibrary.TryLoad(name, out var library) ? library : 0;
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
        var description = known && naming != null && naming(text, TextLength, device) == Success
            ? Text(text)
            : "NVIDIA GPU";
        long? all = known && sizing != null && sizing(&total, device) == Success ? (long)total : null;
        var memory = known && placing != null && placing(text, TextLength, device) == Success
            ? NvidiaDriver.Memory(Text(text))
            : null;
        return new EngineDevice
        {
            Name = $"cuda:{index}", Description = description, MemoryTotal = memory?.Total
                ?? all, MemoryFree = memory?.Free,
        };
    }

    private static void* Function(nint library, string name) =>
        library != 0 && NativeLibrary.TryGetExport(library, name, out var address) ? (void*)address : null;

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? string.Empty;
}
