using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Engines;

/// <summary>
/// The C library's environment, which native code reads and .NET's is only a copy of. A library that brings a C library
/// of its own copies it when it is loaded.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable.</summary>
    public static void Set(string name, string value) =>
        _ = OperatingSystem.IsWindows() ? PutWindows(name, value) : PutUnix(name, value, 1);

    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutWindows(string name, string value);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutUnix(string name, string value, int overwrite);
}
