using System.IO.Compression;
using System.Runtime.Versioning;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

public sealed class PackInstallerTests : IDisposable
{
    private static readonly string Digest = new('a', 64);
    private readonly ScratchFolder folder = new();

    public static TheoryData<string> Outside =>
        [
            "../outside.dll", "/outside.dll", "native/../../outside.dll", "C:/outside.dll", "..\\outside.dll",
            "native//outside.dll", "nul", "native/aux.so", "name.", "ENGINE.JSON", "a:b", "",
        ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EnginePlatform Platform => PackMaker.Platform(folder);

    private string User => Platform.Folder(EngineScope.CurrentUser);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_pack_is_installed_with_every_file_and_found_again()
    {
        var shares = new Shares();

        var pack = new PackInstaller(Platform).Install(
            PackMaker.Zip(folder), EngineScope.CurrentUser, replace: false, shares, Cancellation);

        Assert.Equal(Path.Combine(User, "torch-cpu-linux-x64"), pack.Folder);
        Assert.All(
            PackMaker.Content, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(pack.Folder, file.Key))));
        Assert.Equal(pack.Folder, Assert.Single(new PackStore(Platform).Find().Packs).Folder);
        Assert.Equal(1, shares.Last);
        Assert.Equal(["torch-cpu-linux-x64"], Directory.GetDirectories(User).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_with_another_content_than_the_manifest_says_is_refused_and_nothing_stays()
    {
        var forged = PackMaker.Zip(
            folder, content: new Dictionary<string, string>(PackMaker.Content) { ["TorchSharp.dll"] = "MANAGED" });

        var error = Refused(forged);

        Assert.Contains(
            "'TorchSharp.dll' is damaged (its SHA-256 does not match)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("managed and more")]
    [InlineData("man")]
    public void A_file_of_another_length_than_the_manifest_says_is_refused(string content) =>
        Assert.Contains(
            "is not as long as the manifest says",
            Refused(
                PackMaker.Zip(
                    folder,
                    content: new Dictionary<string, string>(PackMaker.Content)
                    {
                        ["TorchSharp.dll"] = content,
                    })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_the_manifest_does_not_list_is_refused() =>
        Assert.Contains(
            "'extra.dll', which its engine.json does not list",
            Refused(PackMaker.Zip(folder, content: PackMaker.Content.Append(new("extra.dll", "code")))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Entries_for_the_folders_of_a_pack_are_passed_over_and_others_refused()
    {
        Assert.Contains(
            "'other/', which its engine.json does not list",
            Refused(PackMaker.Zip(folder, content: PackMaker.Content.Append(new("other/", "")))).Message,
            StringComparison.Ordinal);

        var pack = new PackInstaller(Platform).Install(
            PackMaker.Zip(folder, content: PackMaker.Content.Append(new("native/", ""))), EngineScope.CurrentUser,
            replace: false, null, Cancellation);

        Assert.Null(pack.FirstDamage());
    }

    [Fact]
    public void A_file_that_is_missing_is_refused() =>
        Assert.Contains(
            "it has no 'native/libLibTorchSharp.so'",
            Refused(PackMaker.Zip(folder, content: PackMaker.Content.Take(1))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_there_twice_is_refused() =>
        Assert.Contains(
            "more than one 'TorchSharp.dll'",
            Refused(PackMaker.Zip(folder, content: PackMaker.Content.Append(new("TorchSharp.dll", "code")))).Message,
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Outside))]
    public void A_path_that_leads_out_of_the_pack_or_to_no_file_is_refused(string path)
    {
        var error = Refused(
            PackMaker.Zip(
                folder, PackMaker.Manifest with { Files = [PackMaker.Describe(path, "code")] },
                [new(path.Length == 0 ? "x" : path, "code")]));

        Assert.Contains("which is no path within a pack", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "outside.dll", SearchOption.AllDirectories));
    }

    [Fact]
    public void Two_names_of_one_file_are_refused() => Assert.Contains(
        "names a file twice",
        Refused(
            PackMaker.Zip(
                folder,
                PackMaker.Manifest with
                {
                    Files = [new("a.dll", 1, Digest), new("A.dll", 1, Digest)],
                })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pack_of_unbelievable_size_is_refused_before_anything_is_written() => Assert.Contains(
        "larger than 32 GiB",
        Refused(
            PackMaker.Zip(
                folder,
                PackMaker.Manifest with
                {
                    Files = [new("a.dll", long.MaxValue, Digest), new("b.dll", long.MaxValue, Digest)],
                })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pack_for_another_platform_is_refused() =>
        Assert.Contains(
            "it is for win-x64, this is linux-x64",
            Refused(PackMaker.Zip(folder, PackMaker.Manifest with { Runtime = "win-x64" })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_pack_of_another_version_of_the_module_is_refused_where_the_module_has_no_adapter() =>
        Assert.Contains(
            "made for version 1.0.0 of the module, this is 1.2.3",
            Refused(PackMaker.Zip(folder, PackMaker.Manifest with { Module = "1.0.0" })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void What_is_no_zip_is_refused_with_a_remedy()
    {
        File.WriteAllText(folder.File("no.zip"), "no zip");

        Assert.Contains("Fetch the pack again", Refused(folder.File("no.zip")).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_empty_is_called_so()
    {
        File.Create(folder.File("empty.zip")).Dispose();

        Assert.Contains("the file is empty", Refused(folder.File("empty.zip")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_without_a_manifest_is_refused()
    {
        using (var zip = ZipFile.Open(folder.File("empty.zip"), ZipArchiveMode.Create)) zip.CreateEntry("a.dll");

        Assert.Contains("it has no 'engine.json'", Refused(folder.File("empty.zip")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_that_is_there_is_replaced_only_when_that_is_asked_for()
    {
        var place = PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest);
        File.WriteAllText(Path.Combine(place, "old.txt"), "old");
        var installer = new PackInstaller(Platform);
        var zip = PackMaker.Zip(folder);

        var error = Assert.Throws<EngineException>(
            () => installer.Install(zip, EngineScope.CurrentUser, replace: false, null, Cancellation));
        Assert.Equal(EngineFault.PackExists, error.Fault);
        Assert.Equal(
            EngineFault.PackExists,
            Assert.Throws<EngineException>(
                () => installer.Inspect(zip, EngineScope.CurrentUser, replace: false)).Fault);
        Assert.Equal(PackMaker.Manifest.Name, installer.Inspect(zip, EngineScope.CurrentUser, replace: true).Name);
        Assert.True(File.Exists(Path.Combine(place, "old.txt")));

        installer.Install(zip, EngineScope.CurrentUser, replace: true, null, Cancellation);
        Assert.False(File.Exists(Path.Combine(place, "old.txt")));
        Assert.Equal(["torch-cpu-linux-x64"], Directory.GetDirectories(User).Select(Path.GetFileName));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void What_is_installed_for_everybody_can_be_read_by_everybody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes: rights are inherited.");
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const UnixFileMode Readable = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Searchable =
            Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

        // As under a umask of 077.
        EnginePack Install(EngineScope scope) => new PackInstaller(Platform)
            .Install(PackMaker.Manifest, scope, replace: false, staged =>
        {
            foreach (var file in PackMaker.Content)
            {
                var path = Path.Combine(staged, file.Key);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!, Private | UnixFileMode.UserExecute);
                File.WriteAllText(path, file.Value);
                File.SetUnixFileMode(path, Private);
            }
        });

        var everybodys = Install(EngineScope.AllUsers).Folder;
        Assert.All(
            PackMaker.Content.Keys.Append(PackManifest.FileName), file =>
                Assert.Equal(Readable, File.GetUnixFileMode(Path.Combine(everybodys, file))));
        Assert.All(
            [Platform.Folder(EngineScope.AllUsers), everybodys, Path.Combine(everybodys, "native")], path =>
                Assert.Equal(Searchable, File.GetUnixFileMode(path)));
        Assert.Equal(
            Private, File.GetUnixFileMode(Path.Combine(Install(EngineScope.CurrentUser).Folder, "TorchSharp.dll")));
    }

    [Fact]
    public void A_cancelled_installation_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(
            () => new PackInstaller(Platform).Install(
                PackMaker.Zip(folder), EngineScope.CurrentUser, replace: false, null, stop.Token));
        Assert.Empty(Directory.GetFileSystemEntries(User));
    }

    [Fact]
    public void What_an_installation_that_was_killed_left_goes_with_the_next_one_and_what_is_at_work_stays()
    {
        var (dead, alive) = (
            Directory.CreateDirectory(Path.Combine(User, ".tmp-dead")).FullName,
            Directory.CreateDirectory(Path.Combine(User, ".tmp-alive")).FullName);
        PackStore.MarkWork(dead).Dispose();
        using (PackStore.MarkWork(alive))
        {
            new PackInstaller(Platform).Install(
                PackMaker.Zip(folder), EngineScope.CurrentUser, replace: false, null, Cancellation);

            Assert.Equal(
                [".tmp-alive", "torch-cpu-linux-x64"],
                Directory.GetDirectories(User).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }

        PackStore.Remove(Path.Combine(User, "torch-cpu-linux-x64"));
        Assert.Empty(Directory.GetDirectories(User));
    }

    [Fact]
    public void A_pack_that_is_finished_but_not_yet_in_its_place_is_left_alone()
    {
        var staged = PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest with { Device = "cuda" });
        PackStore.MarkWork(staged).Dispose();
        Directory.Move(staged, Path.Combine(User, ".tmp-finished"));

        var pack = new PackInstaller(Platform).Install(
            PackMaker.Zip(folder), EngineScope.CurrentUser, replace: false, null, Cancellation);

        Assert.True(Directory.Exists(Path.Combine(User, ".tmp-finished")));
        Assert.Equal(
            [PackManifest.FileName, "TorchSharp.dll"],
            Directory.GetFiles(pack.Folder).Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_folder_is_no_pack_and_the_remedy_is_its_zip() =>
        Assert.Contains(
            "the pack's zip", Refused(Directory.CreateDirectory(folder.File("unzipped")).FullName).Remedy,
            StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_can_be_written_the_error_says_so()
    {
        File.WriteAllText(User, "a file where the folder should be");

        var error = Assert.Throws<EngineException>(
            () => new PackInstaller(Platform).Install(
                PackMaker.Zip(folder), EngineScope.CurrentUser, replace: false, null, Cancellation));

        Assert.Equal(EngineFault.PackNotWritten, error.Fault);
    }

    private EngineException Refused(string zip)
    {
        var error = Assert.Throws<EngineException>(
            () =>
                new PackInstaller(Platform).Install(zip, EngineScope.CurrentUser, replace: false, null, Cancellation));
        Assert.Equal(EngineFault.PackUnusable, error.Fault);
        Assert.Empty(Directory.Exists(User) ? Directory.GetFileSystemEntries(User) : []);
        return error;
    }

    private sealed class Shares : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
