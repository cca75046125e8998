using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

/// <summary>Small engine packs, good and bad, and the machine that they are for.</summary>
internal static class PackMaker
{
    public const string Module = "1.2.3";

    public static IReadOnlyDictionary<string, string> Content { get; } = new Dictionary<string, string>
    {
        ["TorchSharp.dll"] = "managed", ["native/libLibTorchSharp.so"] = "native code",
    };

    public static PackManifest Manifest { get; } = new()
    {
        Device = "cpu", Runtime = "linux-x64", Module = Module, TorchSharp = "9.9.9", Packages = ["TorchSharp 9.9.9"],
        Files = [.. Content.Select(file => Describe(file.Key, file.Value))],
    };

    public static EnginePlatform Platform(ScratchFolder folder) => new()
    {
        Module = Module, TorchSharp = "9.9.9", Libtorch = "8.8.8", Runtime = "linux-x64",
        Folders =
        [
            (EngineScope.Module, folder.File("module")), (EngineScope.CurrentUser, folder.File("user")),
            (EngineScope.AllUsers, folder.File("all")),
        ],
    };

    public static PackFile Describe(string path, string content) => Describe(path, Encoding.UTF8.GetBytes(content));

    public static PackFile Describe(string path, byte[] content) =>
        new(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    public static string Zip(
        ScratchFolder folder, PackManifest? manifest = null, IEnumerable<KeyValuePair<string, string>>? content = null)
    {
        var path = folder.File($"{Guid.NewGuid():N}.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using (var stream = zip.CreateEntry(PackManifest.FileName).Open()) (manifest ?? Manifest).Write(stream);
        foreach (var (name, text) in content ?? Content)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }

        return path;
    }

    /// <summary>A pack as it lies installed.</summary>
    public static string Installed(ScratchFolder folder, EngineScope scope, PackManifest manifest)
    {
        var place = Path.Combine(Platform(folder).Folder(scope), manifest.Name);
        Directory.CreateDirectory(place);
        foreach (var file in manifest.Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(place, file.Path))!);
            File.WriteAllText(Path.Combine(place, file.Path), Content[file.Path]);
        }

        using var stream = File.Create(Path.Combine(place, PackManifest.FileName));
        manifest.Write(stream);
        return place;
    }
}
