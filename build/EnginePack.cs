#:include ../src/NetAnomaly.Core/Engines/Packs/UnusedLibraries.cs

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Lays out an engine pack: what binds the module to TorchSharp, TorchSharp, and libtorch for one device and one
/// platform, with a manifest <c>engine.json</c> that names every file with its length and SHA-256.
/// Install-AnomalyEngine reads it.
/// </summary>
internal sealed class EnginePack(
    Tools tools, string module, string device, string runtime, IReadOnlyList<string> properties)
{
    // The layout that NetAnomaly.Core.Engines.EngineManifest reads.
    private const int Format = 1;
    private const string Project = "src/NetAnomaly.Models.Torch";

    public static EnginePack Of(Command command, Tools tools, string module) =>
        command.Rest.Select(word => word.ToLowerInvariant()).ToArray() switch
    {
        ["torch", "cpu" or "cuda", "win-x64" or "linux-x64"] and [_, var device, var runtime] =>
            new(tools, module, device, runtime, command.Properties),
        ["torch", "cpu", "win-arm64" or "osx-arm64"] and [_, _, var runtime] =>
            new(tools, module, "cpu", runtime, command.Properties),
        _ => throw new BuildException(
            "an engine pack is asked for as: package torch cpu|cuda win-x64|linux-x64, or package torch cpu "
                + "win-arm64|osx-arm64"),
    };

    /// <summary>Builds the pack and returns the path of its zip, with the zip's SHA-256.</summary>
    public async Task<string> MakeAsync()
    {
        var name = $"torch-{device}-{runtime}";
        var staging = Path.GetFullPath($"output/.staging-{Environment.ProcessId}");
        try
        {
            await PublishAsync($"{staging}/published/");
            var natives = $"{staging}/published/runtimes/{runtime}/native";
            if (Directory.Exists(natives) && JoinedLibraries.FirstDamage(natives) is { } damage)
                throw new BuildException(
                    $"the packages are damaged: {damage}. Delete the libtorch packages from the package cache "
                        + $"(dotnet nuget locals global-packages --list) and run this again.");
            Copy(
                $"{staging}/published", $"{staging}/pack", file =>
                    Path.GetExtension(file) == ".dll" && !IsOfModule(file));
            Copy(natives, $"{staging}/pack/native", file => Path.GetExtension(file) != ".sha" && !IsUnused(file));
            WriteManifest($"{staging}/pack", Packages($"{staging}/published/NetAnomaly.Models.Torch.deps.json"));
            var target = Path.GetFullPath($"output/engines/{name}");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            Directory.Move($"{staging}/pack", target);
            var zip = ZipFolder.Write(target, target, $"output/engines/NetAnomaly.{name}.{module}.zip");
            using var content = File.OpenRead(zip);
            return $"{zip}\nsha256 {Convert.ToHexStringLower(await SHA256.HashDataAsync(content))}";
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    private async Task PublishAsync(string target)
    {
        try
        {
            await tools.MSBuildAsync(
                Project,
                "Publish",
                [
                    "-p:Configuration=Release", "-p:Torch=true", "-p:NeedsLibtorch=true", $"-p:TorchDevice={device}",
                    $"-p:TorchRuntime={runtime}", $"-p:PublishDir={target}", .. properties,
                ]);
        }
        catch (BuildException e)
        {
            throw new BuildException(
                $"{e.Message} Where they say that a package cannot be found: a NuGet feed must have TorchSharp's "
                    + $"packages for "
                + $"{device} on {runtime} (dotnet nuget list source).");
        }
    }

    private static bool IsUnused(string file) => UnusedLibraries.Contains(Path.GetFileName(file));

    // The module brings these.
    private static bool IsOfModule(string file) =>
        Path.GetFileName(file) is "NetAnomaly.Core.dll" or "NetAnomaly.Flows.dll" or "NetAnomaly.Shared.dll"
        or "CsvHelper.dll" or "System.Numerics.Tensors.dll";

    private static void Copy(string from, string to, Func<string, bool> isWanted)
    {
        if (!Directory.Exists(from))
            throw new BuildException(
                $"the packages restored hold nothing under {Path.GetFileName(Path.GetDirectoryName(from))}.");
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(isWanted))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static IEnumerable<string> Packages(string dependencies)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(dependencies));
        return [.. json.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(
                library => library.Value.GetProperty("type").GetString() == "package"
                    && Regex.IsMatch(library.Name, "^(TorchSharp|libtorch)", RegexOptions.IgnoreCase))
            .Select(library => library.Name.Replace('/', ' '))];
    }

    private void WriteManifest(string folder, IEnumerable<string> packages)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal).ToArray();
        using var stream = File.Create($"{folder}/engine.json");
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("engine", "Torch");
        json.WriteString("device", device);
        json.WriteString("runtime", runtime);
        json.WriteString("module", module);
        json.WriteString(
            "torchSharp", XDocument.Load("Directory.Packages.props").Descendants("TorchSharpVersion").Single().Value);
        json.WriteStartArray("packages");
        foreach (var package in packages) json.WriteStringValue(package);
        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (var (path, name) in files)
        {
            using var content = File.OpenRead(path);
            json.WriteStartObject();
            json.WriteString("path", name);
            json.WriteNumber("length", content.Length);
            json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(content)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
