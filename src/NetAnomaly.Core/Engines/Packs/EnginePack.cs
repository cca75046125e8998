namespace NetAnomaly.Core.Engines.Packs;

/// <summary>An engine pack that is installed.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Scope">For whom.</param>
/// <param name="Manifest">What it is.</param>
internal sealed record EnginePack(string Folder, EngineScope Scope, PackManifest Manifest)
{
    /// <summary>Where its native libraries lie.</summary>
    public string Natives => Path.Combine(Folder, "native");

    /// <summary>Why it cannot be used with this module on this machine; <see langword="null"/> where it can.</summary>
    /// <param name="platform">What it must fit.</param>
    public string? Misfit(EnginePlatform platform)
    {
        if (Manifest.Runtime != platform.Runtime) return $"it is for {Manifest.Runtime}, this is {platform.Runtime}";

        // The module's own adapter was compiled on a version of TorchSharp; without one, the pack's was compiled on a
        // version of the module.
        if (platform.AdapterFolder is not null)
        {
            return Manifest.TorchSharp == platform.TorchSharp
                ? null
                : $"it holds TorchSharp {Manifest.TorchSharp}, this module needs {platform.TorchSharp}";
        }

        return Manifest.Module == platform.Module
            ? null
            : $"it was made for version {Manifest.Module} of the module, this is {platform.Module}";
    }

    /// <summary>
    /// The first file that is missing or of another length than the manifest says; <see langword="null"/> where all are
    /// there.
    /// </summary>
    public string? FirstDamage() => Manifest.Files.FirstOrDefault(file =>
        new FileInfo(Path.Combine(Folder, file.Path)) is var found
        && (!found.Exists || found.Length != file.Length))?.Path;
}
