using System.Runtime.InteropServices;
using NetAnomaly.Core.Engines.Native;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines.Native;

public sealed class LinkAnchorTests : IDisposable
{
    private static readonly SystemLibrary Old =
        new("/lib/libstdc++.so.6", ["libstdc++.so.6", "GLIBCXX_3.4", "GLIBCXX_3.4.30"]);

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_version_that_only_the_link_anchor_wants_and_the_system_lacks_is_found() =>
        Assert.Equal(ElfMaker.FutureVersion, LinkAnchor.Find(Read(ElfMaker.Anchored()), Old)?.Version);

    [Fact]
    public void A_version_that_the_system_has_is_left() =>
        Assert.Null(LinkAnchor.Find(
            Read(ElfMaker.Anchored()), Old with { Versions = [.. Old.Versions, ElfMaker.FutureVersion] }));

    [Theory]
    [InlineData("libstdc++.so.6", "_ZSt21ios_base_library_initv", "_ZSt4cout")]
    [InlineData("libstdc++.so.6", "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE")]
    [InlineData("libstdc++.so.6")]
    [InlineData("libother.so.6", "_ZSt21ios_base_library_initv")]
    public void A_version_that_something_else_wants_is_left(string library, params string[] symbols) =>
        Assert.Null(LinkAnchor.Find(
            Read(new ElfMaker { Library = library, Needs = [new(ElfMaker.FutureVersion, symbols)] }.Make()), Old));

    [Fact]
    public void The_changed_library_differs_in_one_flag_and_what_was_linked_to_it_stays_as_it_was()
    {
        var (original, linked) = (folder.File("original.so"), folder.File("linked.so"));
        File.WriteAllBytes(original, ElfMaker.Anchored());
        if (OperatingSystem.IsWindows()) File.Copy(original, linked);
        else Assert.Equal(0, LinkHard(original, linked));
        var need = SharedObject.Read(linked).Needs[1];

        WeakVersion.Mark(linked, need);

        Assert.Equal(ElfMaker.Anchored(), File.ReadAllBytes(original));
        Assert.Equal([false, true], SharedObject.Read(linked).Needs.Select(found => found.IsWeak));
        var pairs = File.ReadAllBytes(linked).Zip(ElfMaker.Anchored()).Index();
        var changed = Assert.Single(pairs, pair => pair.Item.First != pair.Item.Second);
        Assert.Equal((need.FlagsOffset, (byte)2), (changed.Index, changed.Item.First));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void A_library_that_has_been_replaced_meanwhile_is_not_changed()
    {
        var path = folder.File("libmade.so");
        File.WriteAllBytes(path, ElfMaker.Anchored());
        var need = SharedObject.Read(path).Needs[1];
        var other = new ElfMaker { Needs = [new("GLIBCXX_3.4", "_ZSt4cout")] }.Make();
        File.WriteAllBytes(path, other);

        Assert.Throws<InvalidDataException>(() => WeakVersion.Mark(path, need));

        Assert.Equal(other, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_dynamic_linker_loads_the_changed_library_and_refuses_the_original()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has such versions.");
        var path = folder.File("libanchored.so");
        File.WriteAllBytes(path, ElfMaker.Anchored());
        var refused = Assert.Throws<DllNotFoundException>(() => NativeLibrary.Load(path));
        Assert.Contains($"version `{ElfMaker.FutureVersion}' not found", refused.Message, StringComparison.Ordinal);

        Assert.Equal(ElfMaker.FutureVersion, LinkAnchor.Relax(path)?.Version);

        NativeLibrary.Free(NativeLibrary.Load(path));
        Assert.Null(LinkAnchor.Relax(path));
    }

    [DllImport(
        "libc", EntryPoint = "link", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LinkHard(string existing, string name);

    private SharedObject Read(byte[] content)
    {
        var path = folder.File("libmade.so");
        File.WriteAllBytes(path, content);
        return SharedObject.Read(path);
    }
}
