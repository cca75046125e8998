using NetAnomaly.Core.Engines.Native;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines.Native;

public sealed class SharedObjectTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_lists_the_versions_that_it_needs_with_their_symbols(bool hasPlainHash)
    {
        var maker = new ElfMaker
        {
            HasPlainHash = hasPlainHash,
            Needs = [new("GLIBCXX_3.4", "_ZSt4cout", "_ZSt4cerr"), new("CXXABI_1.3", "__cxa_throw")],
        };

        var needs = SharedObject.Read(Write(maker.Make())).Needs;

        Assert.Equal(["GLIBCXX_3.4", "CXXABI_1.3"], needs.Select(need => need.Version));
        Assert.All(needs, need => Assert.Equal(("libstdc++.so.6", false), (need.Library, need.IsWeak)));
        Assert.Equal(["_ZSt4cout", "_ZSt4cerr"], needs[0].Symbols);
        Assert.Equal(["__cxa_throw"], needs[1].Symbols);
    }

    [Fact]
    public void It_lists_the_versions_that_it_defines()
    {
        var path = Write(new ElfMaker { Definitions = ["libown.so.1", "OWN_1", "OWN_1.2"] }.Make());

        Assert.Equal(["libown.so.1", "OWN_1", "OWN_1.2"], SharedObject.Read(path).Definitions);
        Assert.Empty(SharedObject.Read(path).Needs);
    }

    [Fact]
    public void What_is_no_ELF_file_is_an_error_that_says_so()
    {
        var path = Write([.. "MZ, and more than a header's length of what Windows loads but Linux does not load"u8]);

        Assert.Equal(
            $"'{path}' cannot be read as an ELF shared object: it does not begin as an ELF file does", Problem(path));
    }

    [Theory]
    [InlineData(4, "not 64-bit little-endian")]
    [InlineData(16, "of another type")]
    [InlineData(54, "unknown size")]
    public void What_is_another_kind_of_ELF_file_is_an_error_that_says_so(int at, string expected)
    {
        var content = ElfMaker.Anchored();
        content[at] = 1;

        Assert.Contains(expected, Problem(Write(content)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_truncated_anywhere_is_an_error_that_says_so()
    {
        var content = ElfMaker.Anchored();

        for (var length = 0; length < content.Length; length += 5)
        {
            Assert.Contains("truncated", Problem(Write(content[..length])), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damage_of_any_kind_ends_in_no_other_error()
    {
        var random = new Random(7);
        var maker = new ElfMaker { Needs = [new("GLIBCXX_3.4", "_ZSt4cout")], Definitions = ["libown.so.1", "OWN_1"] };
        var content = maker.Make();
        for (var run = 0; run < 1000; run++)
        {
            var damaged = content.ToArray();
            for (var change = 0; change < 3; change++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var error = Record.Exception(() => SharedObject.Read(Write(damaged)));
            if (error is not null) Assert.IsType<InvalidDataException>(error);
        }
    }

    [Fact]
    public void The_systems_C_plus_plus_runtime_is_found_and_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the C++ runtime has no versions.");

        var runtime = SystemLibrary.CppRuntime!;

        Assert.Contains("GLIBCXX_3.4.21", runtime.Versions);
        Assert.Matches(@"^GLIBCXX_3\.4\.\d+$", runtime.Highest("GLIBCXX"));
        Assert.Contains("malloc", SharedObject.Read(runtime.Path).Needs.SelectMany(need => need.Symbols));
    }

    [Fact]
    public void The_highest_version_of_a_family_is_the_highest_number()
    {
        var library = new SystemLibrary(
            "/lib/libstdc++.so.6",
            ["GLIBCXX_3.4", "GLIBCXX_3.4.9", "GLIBCXX_3.4.30", "GLIBCXX_LDBL_3.4.99", "CXXABI_1.3"]);

        Assert.Equal("GLIBCXX_3.4.30", library.Highest("GLIBCXX"));
        Assert.Null(library.Highest("GLIBC"));
    }

    private static string Problem(string path) =>
        Assert.Throws<InvalidDataException>(() => SharedObject.Read(path)).Message;

    private string Write(byte[] content)
    {
        var path = folder.File("libmade.so");
        File.WriteAllBytes(path, content);
        return path;
    }
}
