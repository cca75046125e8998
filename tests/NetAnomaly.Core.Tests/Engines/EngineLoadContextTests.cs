using System.Reflection;
using System.Runtime.InteropServices;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

public sealed class EngineLoadContextTests : IDisposable
{
    private const string Name = "OfAPack";
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_library_stays_what_it_was_when_it_was_loaded_though_the_pack_goes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a library that is in use where it is.");
        var (prefix, suffix) = OperatingSystem.IsMacOS() ? ("lib", ".dylib") : ("lib", ".so");
        var library = folder.File(prefix + Name + suffix);
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), $"libSystem.Native{suffix}"), library);
        var assembly = typeof(FactAttribute).Assembly;
        File.Copy(assembly.Location, folder.File(Path.GetFileName(assembly.Location)));
        var context = new EngineLoadContext([folder.Path], folder.Path);
        var caller = context.LoadFromAssemblyName(new AssemblyName(assembly.GetName().Name!));

        var loaded = context.LoadNative(Name);
        File.Delete(library);

        Assert.Equal(loaded, NativeLibrary.Load(Name, caller, null));
        Assert.Equal(loaded, context.LoadNative(Name));
    }

    [Fact]
    public void A_library_that_no_pack_holds_is_named() =>
        Assert.Contains(
            $"{Name} is not in '{folder.Path}'",
            Assert.Throws<DllNotFoundException>(() => new EngineLoadContext([], folder.Path).LoadNative(Name)).Message,
            StringComparison.Ordinal);
}
