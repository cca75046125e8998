using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Engines.Loading;

/// <summary>
/// The C library's environment, where native libraries look things up; .NET's is only a copy of it. A library that
/// brings a C library of its own copies it when it is loaded.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable, on Windows and Linux.</summary>
    public static void Set(string name, string value)
    {
        if (OperatingSystem.IsWindows()) _ = PutWindows(name, value);
        else if (OperatingSystem.IsLinux()) _ = PutLinux(name, value, 1);
    }

    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutWindows(string name, string value);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutLinux(string name, string value, int overwrite);
}
