using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NetAnomaly.Core.Engines;
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

        Assert.Equal(
            ["native/libtorch_cpu.so", "TorchSharp.dll"],
            files.Select(file => file.Path).Order(StringComparer.OrdinalIgnoreCase));
        Assert.All(files, file => Assert.True(File.Exists(Assert.Single(file.Parts))));
    }

    [Fact]
    public void A_library_in_fragments_is_joined_in_order_and_checked()
    {
        Fragmented(Digest(string.Concat(Pieces)), Pieces.Length);

        var file = Assert.Single(Restore().Files());
        var target = folder.File("joined.so");
        var (length, sha256) = PackCopy.Copy(
            file.Parts.Select(File.OpenRead), target, long.MaxValue, 4, _ => { },
            TestContext.Current.CancellationToken);

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

    [Fact]
    public void The_packages_of_libtorch_2_10_for_CUDA_make_a_pack()
    {
        Package("TorchSharp", ("lib/net8.0/TorchSharp.dll", "managed"), ($"{Native}libLibTorchSharp.so", "native"));
        Package("TorchSharp-cuda-linux", ("lib/netstandard2.0/_._", ""));
        Package("libtorch-cuda-12.8-linux-x64", ("lib/netstandard2.0/_._", ""));
        Package(
            "libtorch-cuda-12.8-linux-x64-part1",
            ($"{Native}libc10.so", "native"),
            ($"{Native}libcudnn.so.9", "native"),
            ($"{Native}libc10d_cuda_test.so", "native"));
        Package(
            "libtorch-cuda-12.8-linux-x64-part6",
            ($"{Native}libtorch_python.so", "native"), ($"{Native}libnvrtc-2bb82d1a.so.12", "native"));
        Fragmented("part2", "libtorch_cpu.so", ["cpu ", "end"]);
        Fragmented("part3", "libtorch_cuda.so", ["cuda ", "of ", "seven ", "parts, ", "and ", "an ", "end"]);
        Fragmented("part5", "libcublasLt-10b5e663.so.12", ["cublas ", "in ", "three"]);

        var files = Restore().Files().ToDictionary(file => file.Path);

        Assert.Equal(
            [
                "TorchSharp.dll", "native/libLibTorchSharp.so", "native/libc10.so", "native/libcublasLt-10b5e663.so.12",
                "native/libcudnn.so.9", "native/libnvrtc-2bb82d1a.so.12", "native/libtorch_cpu.so",
                "native/libtorch_cuda.so",
            ],
            files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("cuda of seven parts, and an end", Joined(files["native/libtorch_cuda.so"]));
        Assert.Equal("cublas in three", Joined(files["native/libcublasLt-10b5e663.so.12"]));
        Assert.Equal(Digest("cpu end"), files["native/libtorch_cpu.so"].Sha256);
    }

    [Theory]
    [InlineData("SkiaSharp.dll", true)]
    [InlineData("libSkiaSharp.so", true)]
    [InlineData("libtorch_python.dylib", true)]
    [InlineData("torch_python.dll", true)]
    [InlineData("libtorchbind_test.so", true)]
    [InlineData("libtorch_cpu.so", false)]
    [InlineData("libtorch_global_deps.so", false)]
    [InlineData("libcudnn_engines_precompiled.so.9", false)]
    [InlineData("nvrtc64_120_0.alt.dll", false)]
    [InlineData("libshm-5.so", false)]
    public void What_nothing_in_a_pack_loads_is_left_out(string name, bool isUnused) =>
        Assert.Equal(isUnused, UnusedLibraries.Contains(name));

    [Theory]
    [InlineData("cpu", "linux-x64", "TorchSharp 9.9.9, libtorch-cpu-linux-x64 8.8.8")]
    [InlineData("cpu", "win-x64", "TorchSharp 9.9.9, libtorch-cpu-win-x64 8.8.8")]
    [InlineData("cpu", "win-arm64", "TorchSharp 9.9.9, libtorch-cpu-win-arm64 8.8.8")]
    [InlineData("cpu", "osx-arm64", "TorchSharp 9.9.9, libtorch-cpu-osx-arm64 8.8.8")]
    [InlineData("cuda", "linux-x64", "TorchSharp-cuda-linux 9.9.9")]
    [InlineData("cuda", "win-x64", "TorchSharp-cuda-windows 9.9.9")]
    public void The_packages_are_those_of_one_device_and_platform(string device, string runtime, string expected) =>
        Assert.Equal(expected, string.Join(", ", FeedPackage.Of(device, On(runtime))));

    [Theory]
    [InlineData("cuda", "osx-arm64", "Choose cpu")]
    [InlineData("cpu", "linux-arm64", "-Engine Embedded")]
    public void Where_there_are_none_the_remedy_says_what_there_is(string device, string runtime, string expected)
    {
        var error = Assert.Throws<EngineException>(() => FeedPackage.Of(device, On(runtime)));

        Assert.Contains(expected, error.Remedy, StringComparison.Ordinal);
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

    private EnginePlatform On(string runtime) => PackMaker.Platform(folder) with { Runtime = runtime };

    private static string Joined(RestoredFile file) => string.Concat(file.Parts.Select(File.ReadAllText));

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

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

    private void Fragmented(string part, string library, string[] pieces)
    {
        var name = $"libtorch-cuda-12.8-linux-x64-{part}";
        var digest = Digest(string.Concat(pieces)).ToUpperInvariant();
        Package($"{name}-primary", ($"{Native}{library}", pieces[0]), ($"{Native}{library}.sha", digest));
        for (var number = 1; number < pieces.Length; number++)
        {
            var fragment = $"fragments/linux-x64/native/{library}.fragment{number}";
            Package($"{name}-fragment{number}", (fragment, pieces[number]));
        }
    }

    // As libtorch-cuda-12.8-linux-x64 is cut.
    private void Fragmented(string? sha256, int pieces)
    {
        const string Part = "libtorch-cuda-12.8-linux-x64-part3";
        (string, string) head = ($"{Native}libtorch_cuda.so", Pieces[0]);
        Package($"{Part}-primary", sha256 is null ? [head] : [head, ($"{Native}libtorch_cuda.so.sha", sha256)]);
        for (var number = 1; number < Pieces.Length; number++)
        {
            Package(
                $"{Part}-fragment{number}", number < pieces
                    ? [($"fragments/linux-x64/native/libtorch_cuda.so.fragment{number}", Pieces[number])]
                    : [("LICENSE.txt", "")]);
        }
    }

    private RestoredPackages Restore()
    {
        var group = packages.ToDictionary(
            package => $"{package.Key}/1.0.0",
            package => (object)new { type = "package", runtime = Assets(package.Value, "lib/"),
                native = Assets(package.Value, Native) });

        var assets = new
        {
            targets = new Dictionary<string, object> { ["net8.0"] = new { }, ["net8.0/linux-x64"] = group },
            libraries = packages.ToDictionary(
                package => $"{package.Key}/1.0.0", package =>
                    (object)new { type = "package", path = $"{package.Key.ToLowerInvariant()}/1.0.0" }),
            packageFolders = new Dictionary<string, object>
            {
                [folder.File("cache") + Path.DirectorySeparatorChar] = new { },
            },
        };
        File.WriteAllText(folder.File("assets.json"), JsonSerializer.Serialize(assets));
        return RestoredPackages.Read(folder.File("assets.json"), "linux-x64");
    }

    private static Dictionary<string, object> Assets(string[] paths, string prefix) =>
        paths.Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(path => path, _ => (object)new { });
}
