using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

public sealed class PackStoreTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private PackStore Store => new(PackMaker.Platform(folder));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_pack_the_reason_says_so() =>
        Assert.Equal((null, "no engine pack is installed"), Store.Choose(withGpu: false));

    [Theory]
    [InlineData(true, "cuda")]
    [InlineData(false, "cpu")]
    public void A_pack_with_cuda_is_chosen_where_there_is_a_gpu(bool withGpu, string expected)
    {
        PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest);
        PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest with { Device = "cuda" });

        Assert.Equal(expected, Store.Choose(withGpu).Pack!.Manifest.Device);
    }

    [Fact]
    public void Without_a_gpu_a_pack_with_cuda_serves_where_it_is_the_only_one()
    {
        PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest with { Device = "cuda" });

        Assert.Equal("cuda", Store.Choose(withGpu: false).Pack!.Manifest.Device);
    }

    [Fact]
    public void The_nearest_scope_comes_first()
    {
        PackMaker.Installed(folder, EngineScope.AllUsers, PackMaker.Manifest);
        PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest);

        Assert.Equal(EngineScope.CurrentUser, Store.Choose(withGpu: false).Pack!.Scope);
    }

    [Fact]
    public void A_pack_that_does_not_fit_is_not_chosen_and_the_reason_says_why()
    {
        var place = PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest with { Module = "0.0.1" });

        Assert.Equal(
            (
                null,
                $"the engine pack in '{place}' does not fit: it was made for version 0.0.1 of the module, this is "
                    + $"1.2.3"), Store.Choose(withGpu: false));
    }

    [Fact]
    public void With_an_adapter_of_its_own_the_module_asks_only_for_its_version_of_TorchSharp()
    {
        var platform = PackMaker.Platform(folder) with { AdapterFolder = folder.Path };

        Assert.Null(
            new EnginePack("", EngineScope.CurrentUser, PackMaker.Manifest with { Module = "0.0.1" }).Misfit(platform));
        Assert.Equal(
            "it holds TorchSharp 8.0.0, this module needs 9.9.9",
            new EnginePack("", EngineScope.CurrentUser, PackMaker.Manifest with { TorchSharp = "8.0.0" })
                .Misfit(platform));
    }

    [Fact]
    public void A_pack_that_lacks_a_file_is_damaged_and_not_chosen()
    {
        File.Delete(
            Path.Combine(PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest), "TorchSharp.dll"));

        Assert.Contains(
            "'TorchSharp.dll' is missing or of the wrong length", Assert.Single(Store.Find().Broken).Problem,
            StringComparison.Ordinal);
        Assert.Contains("is damaged", Store.Choose(withGpu: false).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "format": 2, "device": "cpu", "runtime": "linux-x64", "module": "1", "torchSharp": "1", "files": [] }""")]
    [InlineData("""{ "device": "cpu", "runtime": "linux-x64", "module": "1", "torchSharp": "1", "files": [null] }""")]
    [InlineData("""{ "device": "tpu", "runtime": "linux-x64", "module": "1", "torchSharp": "1", "files": [{ "path": "a", "length": 1, "sha256": "" }] }""")]
    public void A_manifest_that_makes_no_sense_is_told_apart(string manifest)
    {
        var place = PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest);
        File.WriteAllText(Path.Combine(place, PackManifest.FileName), manifest);

        Assert.Equal(place, Assert.Single(Store.Find().Broken).Folder);
    }

    [Fact]
    public void A_pack_is_removed_whole()
    {
        var place = PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest);

        PackStore.Remove(place);

        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(place)!));
    }
}
