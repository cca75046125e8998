using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NetAnomaly.Core.Engines.Feeds;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

/// <summary>Packages as NuGet restores them and TorchSharp fragments them.</summary>
public sealed class RestoredPackagesTests : IDisposable
{
    private const string Native = "runtimes/linux-x64/native/";
    private static readonly string[] Pieces = ["the head, ", "the middle, ", "the end"];
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Assemblies_go_to_the_root_and_native_libraries_to_their_folder()
    {
        Package("TorchSharp", ("lib/net8.0/TorchSharp.dll", "managed"));
        Package("libtorch-cpu-linux-x64", ($"{Native}libtorch_cpu.so", "native"), ("lib/netstandard2.0/_._", ""));

        var files = Restore().Files().ToArray();

        Assert.Equal(["native/libtorch_cpu.so", "TorchSharp.dll"], files.Select(file => file.Path).Order(StringComparer.OrdinalIgnoreCase));
        Assert.All(files, file => Assert.True(File.Exists(Assert.Single(file.Parts))));
    }

    [Fact]
    public void A_library_in_fragments_is_joined_in_order_and_checked()
    {
        Fragmented(Digest(string.Concat(Pieces)), Pieces.Length);

        var file = Assert.Single(Restore().Files());
        var target = folder.File("joined.so");
        var (length, sha256) = PackCopy.Copy(file.Parts.Select(File.OpenRead), target, long.MaxValue, 4, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(string.Concat(Pieces), File.ReadAllText(target));
        Assert.Equal(file.Sha256, sha256);
        Assert.Equal(new FileInfo(target).Length, length);
    }

    [Fact]
    public void A_library_in_fragments_without_a_checksum_is_refused()
    {
        Fragmented(null, Pieces.Length);

        var error = Assert.Throws<InvalidDataException>(() => Restore().Files().ToArray());

        Assert.Contains("'libtorch_cuda.so' comes in 3 parts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_a_build_has_joined_in_the_cache_already_is_taken_as_it_is()
    {
        Fragmented(Digest(Pieces[0]), 1);

        Assert.Single(Assert.Single(Restore().Files()).Parts);
    }

    [Fact]
    public void The_packages_are_told_by_name_and_version()
    {
        Package("TorchSharp", ("lib/net8.0/TorchSharp.dll", "managed"));

        Assert.Equal(["TorchSharp 1.0.0"], Restore().Names);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{ "targets": { "net8.0": {} }, "libraries": {}, "packageFolders": {} }""")]
    public void What_NuGet_does_not_write_is_refused(string assets)
    {
        File.WriteAllText(folder.File("assets.json"), assets);

        Assert.Throws<InvalidDataException>(() => RestoredPackages.Read(folder.File("assets.json"), "linux-x64"));
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private readonly Dictionary<string, string[]> packages = [];

    private void Package(string name, params (string Path, string Content)[] files)
    {
        packages[name] = [.. files.Select(file => file.Path)];
        foreach (var (path, content) in files)
        {
            var target = Path.Combine(folder.Path, "cache", name.ToLowerInvariant(), "1.0.0", path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, content);
        }
    }

    // As libtorch-cuda-12.8-linux-x64 is cut in TorchSharp 0.106.0.
    private void Fragmented(string? sha256, int pieces)
    {
        const string Part = "libtorch-cuda-12.8-linux-x64-part3";
        (string, string) head = ($"{Native}libtorch_cuda.so", Pieces[0]);
        Package($"{Part}-primary", sha256 is null ? [head] : [head, ($"{Native}libtorch_cuda.so.sha", sha256)]);
        for (var number = 1; number < Pieces.Length; number++)
        {
            Package($"{Part}-fragment{number}", number < pieces ? [($"fragments/linux-x64/native/libtorch_cuda.so.fragment{number}", Pieces[number])] : [("LICENSE.txt", "")]);
        }
    }

    private RestoredPackages Restore()
    {
        var group = packages.ToDictionary(
            package => $"{package.Key}/1.0.0",
            package => (object)new { type = "package", runtime = Assets(package.Value, "lib/"), native = Assets(package.Value, Native) });

        var assets = new
        {
            targets = new Dictionary<string, object> { ["net8.0"] = new { }, ["net8.0/linux-x64"] = group },
            libraries = packages.ToDictionary(package => $"{package.Key}/1.0.0", package => (object)new { type = "package", path = $"{package.Key.ToLowerInvariant()}/1.0.0" }),
            packageFolders = new Dictionary<string, object> { [folder.File("cache") + Path.DirectorySeparatorChar] = new { } },
        };
        File.WriteAllText(folder.File("assets.json"), JsonSerializer.Serialize(assets));
        return RestoredPackages.Read(folder.File("assets.json"), "linux-x64");
    }

    private static Dictionary<string, object> Assets(string[] paths, string prefix) =>
        paths.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(path => path, _ => (object)new { });
}
