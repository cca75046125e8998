using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NetAnomaly.Core.Engines.Native;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>What is behind a native library that does not load, and what to do about it.</summary>
internal static partial class NativeFault
{
    // Behind this .NET's advice on tracing ends, and what the system's loader says begins.
    private const string Advice = "environment variable:";

    /// <summary>
    /// The innermost error, as the system's loader puts it: those around it say only that a type could not be
    /// initialised, or how to trace.
    /// </summary>
    public static string Innermost(Exception error)
    {
        var message = error.GetBaseException().Message.ReplaceLineEndings(" ").Trim();
        var at = message.IndexOf(Advice, StringComparison.Ordinal);
        return at < 0 ? message : message[(at + Advice.Length)..].Trim();
    }

    /// <summary>
    /// The innermost error; where a version of a system library is missing, what needs it and what this system has.
    /// </summary>
    public static string Describe(Exception error)
    {
        var message = Innermost(error);
        return MissingVersion.TryParse(message)?.Describe() ?? message;
    }

    /// <summary>What to do.</summary>
    /// <param name="error">The error.</param>
    public static string Remedy(Exception error)
    {
        var message = Innermost(error);
        if (MissingVersion.TryParse(message) is { } version) return version.Remedy();
        if (Unopened().Match(message) is { Success: true } unopened && File.Exists(unopened.Groups[1].Value))
        {
            // What the loader of glibc says of a library for another processor, too.
            return $"The file is there, so it is made for another kind of processor than this process runs on "
                + $"({RuntimeInformation.ProcessArchitecture}): install the engine pack for this platform again "
                + $"(Install-AnomalyEngine -Force).";
        }

        if (MissingLibrary().Match(message) is { Success: true } missing)
        {
            return $"Install the package of your system that brings {missing.Groups[1].Value}, or an engine pack "
                + $"that contains it.";
        }

        if (OperatingSystem.IsWindows() && !IsVisualCRuntimeThere())
            return "Install the Microsoft Visual C++ Redistributable (x64), which libtorch needs.";
        return "Install the engine pack again (Install-AnomalyEngine -Force); if that does not help, the embedded "
            + "engine does the same work (-Engine Embedded).";
    }

    private static bool IsVisualCRuntimeThere() =>
        NativeLibrary.TryLoad("vcruntime140_1.dll", out _) && NativeLibrary.TryLoad("msvcp140.dll", out _);

    [GeneratedRegex(@"^(/.+?): cannot open shared object file")]
    private static partial Regex Unopened();

    [GeneratedRegex(@"(lib[\w+\-.]+?\.so[\d.]*): cannot open shared object file")]
    private static partial Regex MissingLibrary();
}
