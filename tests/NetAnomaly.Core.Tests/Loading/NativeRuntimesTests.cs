using System.Runtime.InteropServices;
using NetAnomaly.Loading;

namespace NetAnomaly.Core.Tests.Loading;

public sealed class NativeRuntimesTests
{
    [Theory]
    [InlineData("debian.12-x64", "linux", false, Architecture.X64, "debian.12-x64 linux-x64")]
    [InlineData("linux-x64", "linux", false, Architecture.X64, "linux-x64")]
    [InlineData("alpine.3.20-x64", "linux", true, Architecture.X64, "alpine.3.20-x64 linux-musl-x64")]
    [InlineData("linux-musl-arm64", "linux", true, Architecture.Arm64, "linux-musl-arm64")]
    [InlineData("fedora.42-arm64", "linux", false, Architecture.Arm64, "fedora.42-arm64 linux-arm64")]
    [InlineData("win10-x64", "win", false, Architecture.X64, "win10-x64 win-x64")]
    [InlineData("osx.15-arm64", "osx", false, Architecture.Arm64, "osx.15-arm64 osx-arm64")]
    public void The_portable_identifier_comes_after_that_of_the_distribution(
        string given, string system, bool isMusl, Architecture architecture, string all) =>
        Assert.Equal(all, string.Join(' ', NativeRuntimes.Of(given, system, isMusl, architecture)));

    [Fact]
    public void A_library_is_found_in_the_folder_of_the_portable_identifier()
    {
        var folder = Directory.CreateTempSubdirectory("native").FullName;
        try
        {
            var native = Path.Combine(folder, "runtimes", "linux-x64", "native");
            var file = Path.Combine(native, "libe_sqlite3.so");
            Directory.CreateDirectory(native);
            File.WriteAllText(file, "");
            Assert.Equal(file, Find("debian.12-x64", "linux-x64"));
            Assert.Null(Find("linux-musl-x64"));

            var own = Path.Combine(folder, "libe_sqlite3.so");
            File.WriteAllText(own, "");
            Assert.Equal(own, Find("linux-x64"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string? Find(params string[] runtimes) =>
            ModuleLoadContext.FindNative(folder, ["e_sqlite3", "libe_sqlite3.so"], runtimes);
    }
}
