using System.Globalization;
using System.Text.Json;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// What <c>dotnet restore</c> brought for one platform, read from its <c>project.assets.json</c>. Libraries too large
/// for one package come in fragments: the head in <c>…-primary/runtimes/…/name</c> with <c>name.sha</c> beside it, the
/// rest in <c>…-fragmentN/fragments/…/name.fragmentN</c> (TorchSharp's packaging, pkg/FileRestitcher).
/// </summary>
internal sealed class RestoredPackages
{
    private const string Head = "-primary";
    private const string Checksum = ".sha";

    private readonly Dictionary<string, string> folders = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Package, string Path, bool IsNative)> assets = [];

    private RestoredPackages()
    {
    }

    /// <summary>The packages, as name and version.</summary>
    public IReadOnlyList<string> Names =>
        [.. folders.Keys.Select(name => name.Replace('/', ' ')).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Reads the file.</summary>
    /// <param name="assetsFile">The file.</param>
    /// <param name="runtime">The platform.</param>
    /// <exception cref="InvalidDataException">It is not as NuGet writes it.</exception>
    public static RestoredPackages Read(string assetsFile, string runtime)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(assetsFile));
            return Read(json.RootElement, runtime);
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{assetsFile}' is not as expected: {cause.Message}", cause);
        }
    }

    /// <summary>The files that make a pack: assemblies at its root, native libraries in <c>native/</c>.</summary>
    public IEnumerable<RestoredFile> Files()
    {
        foreach (var (package, path, isNative) in assets)
        {
            var name = Path.GetFileName(path);
            if (name == "_._" || name.EndsWith(Checksum, StringComparison.Ordinal)) continue;
            if (UnusedLibraries.Contains(name)) continue;
            if (!isNative) yield return new RestoredFile(name, [Path.Combine(folders[package], path)], null);
            else yield return Native(package, path, name);
        }
    }

    private static RestoredPackages Read(JsonElement root, string runtime)
    {
        var target = root.GetProperty("targets").EnumerateObject()
            .FirstOrDefault(entry => entry.Name.EndsWith($"/{runtime}", StringComparison.Ordinal)).Value;
        if (target.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"nothing was restored for {runtime}");
        var roots = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
        var found = new RestoredPackages();
        foreach (var library in root.GetProperty("libraries").EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package") continue;
            var relative = library.Value.GetProperty("path").GetString()!;
            found.folders[library.Name] = roots.Select(folder => Path.Combine(folder, relative))
                .FirstOrDefault(Directory.Exists)
                ?? throw new InvalidDataException($"the package {library.Name} is not where it was restored to");
        }

        foreach (var package in target.EnumerateObject())
        {
            if (package.Value.GetProperty("type").GetString() != "package") continue;
            found.Add(package, "runtime", isNative: false);
            found.Add(package, "native", isNative: true);
        }

        return found;
    }

    private void Add(JsonProperty package, string group, bool isNative)
    {
        if (!package.Value.TryGetProperty(group, out var files)) return;
        foreach (var file in files.EnumerateObject()) assets.Add((package.Name, file.Name, isNative));
    }

    private RestoredFile Native(string package, string path, string name)
    {
        var head = Path.Combine(folders[package], path);
        var sha256 = File.Exists(head + Checksum) ? File.ReadAllText(head + Checksum).Trim().ToLowerInvariant() : null;
        string[] parts = [head, .. Fragments(package, path)];
        return parts.Length == 1 || sha256 is not null
            ? new RestoredFile($"native/{name}", parts, sha256)
            : throw new InvalidDataException(
                $"'{name}' comes in {parts.Length} parts, and its package {package} names no SHA-256 to check the "
                    + $"whole by");
    }

    // Where another build has joined the file in the package cache already, the fragments are gone and the head is the
    // whole.
    private IEnumerable<string> Fragments(string package, string path)
    {
        var at = package.IndexOf(Head + "/", StringComparison.OrdinalIgnoreCase);
        if (at < 0) yield break;
        for (var number = 1; ; number++)
        {
            var end = string.Create(CultureInfo.InvariantCulture, $"fragment{number}");
            var sibling = $"{package[..at]}-{end}{package[(at + Head.Length)..]}";
            if (!folders.TryGetValue(sibling, out var folder)) yield break;
            var part = Path.Combine(folder, "fragments" + path["runtimes".Length..] + "." + end);
            if (!File.Exists(part)) yield break;
            yield return part;
        }
    }
}
