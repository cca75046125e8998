using System.Reflection;
using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Engines;

/// <summary>What engine packs must fit, and where they lie: this module on this machine.</summary>
internal sealed record EnginePlatform
{
    /// <summary>
    /// The folder that stands in for the user's, where the environment names one: for containers and tests.
    /// </summary>
    public const string FolderVariable = "NETANOMALY_ENGINES";

    private const string Adapter = "NetAnomaly.Models.Torch.dll";

    /// <summary>The module's version.</summary>
    public required string Module { get; init; }

    /// <summary>The version of TorchSharp that the module is built for.</summary>
    public required string TorchSharp { get; init; }

    /// <summary>The version of libtorch that this TorchSharp is built against.</summary>
    public required string Libtorch { get; init; }

    /// <summary>The platform, such as <c>linux-x64</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>
    /// Where the module's own adapter to TorchSharp lies; <see langword="null"/> where it was built without.
    /// </summary>
    public string? AdapterFolder { get; init; }

    /// <summary>Where packs lie, per scope, in the order in which they are looked for.</summary>
    public required IReadOnlyList<(EngineScope Scope, string Folder)> Folders { get; init; }

    /// <summary>This machine and the module that this assembly belongs to.</summary>
    public static EnginePlatform Current =>
        Find(Path.GetDirectoryName(typeof(EnginePlatform).Assembly.Location) ?? AppContext.BaseDirectory);

    /// <summary>The folder of a scope.</summary>
    /// <exception cref="EngineException">There is none: the account has no data folder.</exception>
    public string Folder(EngineScope scope) =>
        Folders.Where(place => place.Scope == scope).Select(place => place.Folder).FirstOrDefault()
        ?? throw new EngineException(
            EngineFault.PackNotWritten,
            $"There is no folder for engine packs of {scope}: this account has no data folder.",
            $"Install for AllUsers, or name a folder in the environment variable {FolderVariable}.");

    private static EnginePlatform Find(string home) => new()
    {
        Module = typeof(EnginePlatform).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>(
            )?.InformationalVersion.Split('+')[0] ?? "0",
        TorchSharp = BuiltFor("TorchSharpVersion"),
        Libtorch = BuiltFor("LibtorchVersion"),
        Runtime = RuntimeName(),
        AdapterFolder = File.Exists(Path.Combine(home, "torch", Adapter)) ? Path.Combine(home, "torch") : null,
        Folders = [.. Places(home).Where(place => Path.IsPathFullyQualified(place.Folder))],
    };

    private static string BuiltFor(string key) =>
        typeof(EnginePlatform).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(entry => entry.Key == key)?.Value ?? "0";

    private static IEnumerable<(EngineScope Scope, string Folder)> Places(string home)
    {
        // The module's root lies above its lib folder.
        yield return (EngineScope.Module, Path.GetFullPath(Path.Combine(home, "..", "engines")));
        yield return (EngineScope.CurrentUser,
            Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(named))
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "NetAnomaly", "engines"));

        // Not ProgramData: any user may make folders there, and what lies in this folder is run.
        yield return (EngineScope.AllUsers, OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "NetAnomaly", "engines")
            : "/usr/local/share/NetAnomaly/engines");
    }

    private static string RuntimeName()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
