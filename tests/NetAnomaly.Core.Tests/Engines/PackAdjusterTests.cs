using System.IO.Compression;
using NetAnomaly.Core.Engines.Native;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Tests.Engines.Native;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

public sealed class PackAdjusterTests : IDisposable
{
    private const string Library = "native/libLibTorchSharp.so";
    private readonly ScratchFolder folder = new();

    private PackInstaller Installer => new(PackMaker.Platform(folder));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_library_that_this_system_would_refuse_for_its_link_anchor_is_changed_when_it_is_installed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has such versions.");
        var zip = Zip(Manifest(ElfMaker.Anchored()), ElfMaker.Anchored());
        var before = File.ReadAllBytes(zip);

        var pack = Install(zip);

        Assert.True(SharedObject.Read(Path.Combine(pack.Folder, Library)).Needs[1].IsWeak);
        Assert.Equal(before, File.ReadAllBytes(zip));
        var read = Assert.Single(new PackStore(PackMaker.Platform(folder)).Find().Packs).Manifest;
        var installed = File.ReadAllBytes(Path.Combine(pack.Folder, Library));
        Assert.Equal(PackMaker.Describe(Library, installed), Assert.Single(read.Files));
        var original = PackMaker.Describe(Library, ElfMaker.Anchored()).Sha256;
        Assert.Equal(
            new PackAdjustment(Library, "libstdc++.so.6", ElfMaker.FutureVersion, original),
            Assert.Single(read.Adjustments));
        Assert.Contains(
            "no longer requires GLIBCXX_3.4.9999 of libstdc++.so.6",
            Assert.Single(EngineDiagnostics.Installed(pack).Adjustments),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_installed_pack_that_is_zipped_again_keeps_the_note_of_its_change()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has such versions.");
        var first = Install(Zip(Manifest(ElfMaker.Anchored()), ElfMaker.Anchored()));
        var zip = Zip(first.Manifest, File.ReadAllBytes(Path.Combine(first.Folder, Library)));

        var second = Install(zip, replace: true);

        Assert.Equal(first.Manifest.Adjustments, second.Manifest.Adjustments);
        Assert.Equal(first.Manifest.Files, second.Manifest.Files);
    }

    [Fact]
    public void What_is_written_another_way_than_from_a_zip_is_changed_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has such versions.");

        var manifest = Manifest(ElfMaker.Anchored());
        var pack = Installer.Install(manifest, EngineScope.CurrentUser, replace: false, staged =>
        {
            Directory.CreateDirectory(Path.Combine(staged, "native"));
            File.WriteAllBytes(Path.Combine(staged, Library), ElfMaker.Anchored());
        });

        Assert.Single(pack.Manifest.Adjustments);
        Assert.Null(pack.FirstDamage());
    }

    [Fact]
    public void A_library_that_loads_as_it_is_stays_as_it_is()
    {
        var content = new ElfMaker { Needs = [new("GLIBCXX_3.4", "_ZSt4cout")] }.Make();

        var pack = Install(Zip(Manifest(content), content));

        Assert.Empty(pack.Manifest.Adjustments);
        Assert.Equal(content, File.ReadAllBytes(Path.Combine(pack.Folder, Library)));
    }

    [Fact]
    public void A_manifest_that_notes_a_change_of_a_file_that_it_does_not_list_is_refused()
    {
        var adjustment = new PackAdjustment("native/other.so", "libstdc++.so.6", "GLIBCXX_3.4.32", new string('a', 64));
        var manifest = PackMaker.Manifest with { Adjustments = [adjustment] };

        var error = Assert.Throws<InvalidDataException>(manifest.Check);

        Assert.Contains("'native/other.so', which it does not list", error.Message, StringComparison.Ordinal);
    }

    private static PackManifest Manifest(byte[] library) =>
        PackMaker.Manifest with { Files = [PackMaker.Describe(Library, library)] };

    private EnginePack Install(string zip, bool replace = false) =>
        Installer.Install(zip, EngineScope.CurrentUser, replace, null, TestContext.Current.CancellationToken);

    private string Zip(PackManifest manifest, byte[] library)
    {
        var path = folder.File($"{Guid.NewGuid():N}.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using (var stream = zip.CreateEntry(PackManifest.FileName).Open()) manifest.Write(stream);
        using (var stream = zip.CreateEntry(Library).Open()) stream.Write(library);
        return path;
    }
}
