using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// What libtorch writes to the console. It reads the least severity of messages from the variable TORCH_CPP_LOG_LEVEL,
/// but only when c10::initLogging is called (c10/util/Logging.cpp), which Python's binding does and TorchSharp does
/// not. Warnings such as "Could not initialize NNPACK" tell a user of the module nothing.
/// </summary>
internal static unsafe class TorchLog
{
    private const string LevelVariable = "TORCH_CPP_LOG_LEVEL";

    /// <summary>Leaves warnings out, unless the user has set a severity.</summary>
    /// <param name="c10">The library that holds the log.</param>
    public static void LimitToErrors(nint c10)
    {
        // As compilers on Windows and elsewhere write c10::initLogging().
        var name = OperatingSystem.IsWindows() ? "?initLogging@c10@@YAXXZ" : "_ZN3c1011initLoggingEv";
        if (!NativeLibrary.TryGetExport(c10, name, out var initialize)) return;
        var level = Environment.GetEnvironmentVariable(LevelVariable) is { Length: > 0 } set ? set : "ERROR";
        NativeEnvironment.Set(LevelVariable, level);
        ((delegate* unmanaged<void>)initialize)();
    }
}
