using System.Runtime.InteropServices;
using NetAnomaly.Core.Engines.Native;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines.Native;

public sealed class MissingVersionTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_error_names_who_needs_what_and_what_the_system_has()
    {
        var library = folder.File("libstdc++.so.6");
        string[] versions = ["libstdc++.so.6", "GLIBCXX_3.4.9", "GLIBCXX_3.4.28", "CXXABI_1.3.12"];
        File.WriteAllBytes(library, new ElfMaker { Definitions = versions }.Make());

        var missing = Missing(library, "GLIBCXX_3.4.30", "/packs/native/libLibTorchSharp.so");

        Assert.Equal(
            "libLibTorchSharp.so needs version GLIBCXX_3.4.30 of libstdc++.so.6; "
            + $"this system's ('{library}') has GLIBCXX_3.4.28 at most",
            missing.Describe());
        Assert.Contains(
            "Debian 12, Ubuntu 22.04, RHEL 10 and later have GLIBCXX_3.4.30",
            missing.Remedy(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GLIBC_2.34", "Debian 12, Ubuntu 22.04, RHEL 9 and later have GLIBC_2.34")]
    [InlineData("GLIBC_2.38", "Debian 13, Ubuntu 24.04, RHEL 10 and later have GLIBC_2.38")]
    [InlineData("CXXABI_1.3.14", "Debian 13, Ubuntu 24.04, RHEL 10 and later have CXXABI_1.3.14")]
    [InlineData("GLIBC_2.99", "Use a newer release of the system.")]
    [InlineData("OWN_VERSION", "Use a newer release of the system.")]
    public void The_remedy_names_the_releases_that_have_the_version(string version, string expected) =>
        Assert.Contains(
            expected, Missing("/none/libc.so.6", version, "/none/libtorch_cpu.so").Remedy(), StringComparison.Ordinal);

    [Fact]
    public void Of_a_library_that_cannot_be_read_the_error_says_only_what_it_lacks() =>
        Assert.EndsWith(
            "this system's ('/none/libc.so.6') lacks it",
            Missing("/none/libc.so.6", "GLIBC_2.99", "/none/a.so").Describe(),
            StringComparison.Ordinal);

    [Fact]
    public void For_a_link_anchor_the_remedy_is_to_install_the_pack_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has such versions.");
        var path = folder.File("libLibTorchSharp.so");
        File.WriteAllBytes(path, ElfMaker.Anchored());

        // As the dynamic linker of this system says it, not as this test expects it to.
        var message = Assert.Throws<DllNotFoundException>(() => NativeLibrary.Load(path)).Message;
        var ofLinker = message[message.LastIndexOf(": \n", StringComparison.Ordinal)..].TrimStart(':', ' ', '\n');
        var missing = MissingVersion.TryParse(ofLinker)!;

        Assert.Equal((ElfMaker.FutureVersion, path), (missing.Version, missing.NeededBy));
        Assert.Contains(SystemLibrary.CppRuntime!.Highest("GLIBCXX")!, missing.Describe(), StringComparison.Ordinal);
        Assert.Contains("Install-AnomalyEngine -Force", missing.Remedy(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_message_is_none() => Assert.Null(
        MissingVersion.TryParse("libgomp.so.1: cannot open shared object file: No such file or directory"));

    private static MissingVersion Missing(string library, string version, string neededBy) =>
        MissingVersion.TryParse($"{library}: version `{version}' not found (required by {neededBy})")!;
}
