using System.Reflection;
using System.Runtime.InteropServices;
using NetAnomaly.Core.Engines.Native;
using Xunit.v3;

[assembly: NetAnomaly.Models.Torch.Tests.NeedsLibtorch]

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>
/// Fails every test, with the reason, where libtorch does not load; skips them where it was restored for another
/// platform than this.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class NeedsLibtorchAttribute : BeforeAfterTestAttribute
{
    private static readonly Lazy<string?> Fault = new(FindFault);

    // Of the builds for one platform and for any, the one that is there.
    private static string? Library => new[] { ".", Path.Combine("runtimes", Platform, "native") }
        .Select(folder => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, folder, FileName)))
        .FirstOrDefault(File.Exists);

    private static string FileName => OperatingSystem.IsWindows() ? "LibTorchSharp.dll"
        : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib"
        : "libLibTorchSharp.so";

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-")
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        Assert.SkipWhen(Library is null, $"libtorch was restored for another platform than {Platform}");
        if (Fault.Value is { } fault) Assert.Fail($"libtorch does not load: {fault}");
    }

    /// <summary>As the installation of an engine pack does, before anything of TorchSharp is touched.</summary>
    internal static void RelaxLinkAnchor()
    {
        if (OperatingSystem.IsLinux() && Library is { } library) _ = LinkAnchor.Relax(library);
    }

    private static string? FindFault()
    {
        try
        {
            // By its path first: the dynamic linker says in a line what is missing, where TorchSharp would copy half
            // the package cache.
            NativeLibrary.Load(Library!);
            InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or BadImageFormatException
            or TypeInitializationException)
        {
            return e.GetBaseException().Message.ReplaceLineEndings(" ");
        }
    }
}
