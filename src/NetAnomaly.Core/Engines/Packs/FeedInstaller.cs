namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Makes an engine pack of the packages on the user's own NuGet feeds, and installs it. Finding, fetching and caching
/// them is left to <c>dotnet restore</c>, with all that the user has set up for it; large libraries are joined from
/// their fragments and checked.
/// </summary>
internal sealed class FeedInstaller(EnginePlatform platform)
{
    private const int BufferSize = 1 << 20;
    private const string AdapterName = "NetAnomaly.Models.Torch.dll";

    /// <summary>Where a pack is installed.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="scope">For whom.</param>
    public string Place(string device, EngineScope scope) => new PackInstaller(platform).Place(Manifest(device), scope);

    /// <summary>Installs.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="sources">Feeds to ask instead of the configured ones; none asks those.</param>
    /// <param name="scope">For whom.</param>
    /// <param name="replace">Whether a pack of its kind that is there may go.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <param name="cancellation">Stops it; nothing is left behind but what NuGet has cached.</param>
    /// <exception cref="EngineException">The packages cannot be had, are damaged, or cannot be written.</exception>
    public EnginePack Install(
        string device, IReadOnlyList<string> sources, EngineScope scope, bool replace, IProgress<string>? progress,
        CancellationToken cancellation)
    {
        var adapter = platform.AdapterFolder ?? throw new EngineException(
            EngineFault.FeedFailed,
            "This copy of the module was built without its adapter to TorchSharp, so that packages alone make no "
                + "engine.",
            "Install an engine pack (Install-AnomalyEngine -Path), or take a copy of the module that was built with "
                + "Torch=true.");
        var packages = FeedPackage.Of(device, platform);
        var installer = new PackInstaller(platform);
        installer.RefuseWhereThere(Manifest(device), scope, replace);

        using var project = new RestoreProject(packages, platform.Runtime);
        var names = string.Join(", ", packages);
        progress?.Report($"Restoring {names}");
        project.Restore(sources, cancellation);
        try
        {
            var restored = RestoredPackages.Read(project.AssetsFile, platform.Runtime);
            var files = restored.Files().Append(
                new RestoredFile(AdapterName, [Path.Combine(adapter, AdapterName)], null)).ToArray();
            if (!files.Any(file => file.Path.StartsWith("native/", StringComparison.Ordinal)))
                throw new InvalidDataException($"the packages hold no native library for {platform.Runtime}");
            var written = new List<PackFile>();
            var manifest = Manifest(device) with
            {
                Files = written,
                Packages =
                [
                    .. restored.Names.Where(
                        name => name.StartsWith("torchsharp", StringComparison.OrdinalIgnoreCase)
                            || name.StartsWith("libtorch", StringComparison.OrdinalIgnoreCase)),
                ],
            };
            return installer.Install(
                manifest, scope, replace, folder => Write(files, folder, written, progress, cancellation));
        }
        catch (InvalidDataException cause)
        {
            throw new EngineException(
                EngineFault.FeedFailed,
                $"The packages of {names} make no engine: {cause.Message}.",
                "Clear the package cache (dotnet nuget locals global-packages --clear) and try again.",
                cause);
        }
    }

    private PackManifest Manifest(string device) =>
        new()
        {
            Device = device, Runtime = platform.Runtime, Module = platform.Module, TorchSharp = platform.TorchSharp,
            Files = [],
        };

    private static void Write(
        IReadOnlyList<RestoredFile> files, string folder, List<PackFile> written, IProgress<string>? progress,
        CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            progress?.Report(
                file.Parts.Count > 1
                    ? $"Joining {file.Path} from {file.Parts.Count} fragments"
                    : $"Copying {file.Path}");
            var target = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var (length, sha256) = PackCopy.Copy(
                file.Parts.Select(File.OpenRead), target, long.MaxValue, BufferSize, _ => { }, cancellation);
            if (file.Sha256 is { } expected && expected != sha256)
            {
                throw new InvalidDataException(
                    $"'{file.Path}', joined from {file.Parts.Count} {(file.Parts.Count == 1 ? "part" : "parts")}, "
                        + $"has the SHA-256 {sha256}, its package says {expected}");
            }

            written.Add(new PackFile(file.Path, length, sha256));
        }
    }
}
