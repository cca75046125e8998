using System.Security.Cryptography;
using NetAnomaly.Core.Engines.Native;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Changes native libraries of a pack that is being installed where this system would refuse them without need.
/// </summary>
internal static class PackAdjuster
{
    /// <summary>Relaxes the version needs that only a link anchor has.</summary>
    /// <param name="folder">The folder of the pack.</param>
    /// <param name="manifest">What is in it.</param>
    /// <returns>The manifest with the changed files and the changes.</returns>
    public static PackManifest Adjust(string folder, PackManifest manifest)
    {
        var files = manifest.Files.ToArray();
        var adjustments = manifest.Adjustments.ToList();
        for (var at = 0; at < files.Length; at++)
        {
            var (original, path) = (files[at], Path.Combine(folder, files[at].Path));
            if (!IsSharedObject(original.Path) || Relax(path) is not { } need) continue;
            files[at] = Describe(original.Path, path);
            adjustments.Add(new PackAdjustment(original.Path, need.Library, need.Version, original.Sha256));
        }

        return manifest with { Files = files, Adjustments = adjustments };
    }

    private static bool IsSharedObject(string path) =>
        path.StartsWith("native/", StringComparison.Ordinal)
        && (path.EndsWith(".so", StringComparison.Ordinal) || path.Contains(".so.", StringComparison.Ordinal));

    private static VersionNeed? Relax(string path)
    {
        try
        {
            return LinkAnchor.Relax(path);
        }
        catch (InvalidDataException)
        {
            // It is as its maker packed it; that it is no library, the dynamic linker says when the engine is started.
            return null;
        }
    }

    private static PackFile Describe(string name, string path)
    {
        using var content = File.OpenRead(path);
        return new PackFile(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
